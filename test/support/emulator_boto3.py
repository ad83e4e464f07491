"""boto3 against a local Bedrock: each operation, each exception, and every answer held against botocore's service model.

usage: emulator_boto3.py SPEC, where SPEC is JSON:
  url, model, faults {model id: {name, status}}, keys {accessKeyId, secretAccessKey, sessionToken}
Where the AWS CLI can be loaded into this process, it meets the same exceptions.
Prints a JSON list of {"check": name, "trouble": "" or what is wrong}.
"""
import base64
import contextlib
import io
import json
import os
import sys
import tempfile
import traceback

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.eventstream import EventStreamBuffer
from botocore.exceptions import ClientError, EventStreamError
from botocore.httpsession import URLLib3Session

spec = json.loads(sys.argv[1])
results = []


def client(keys):
    return boto3.client(
        "bedrock-runtime",
        endpoint_url=spec["url"],
        region_name="us-west-2",
        aws_access_key_id=keys["accessKeyId"],
        aws_secret_access_key=keys["secretAccessKey"],
        aws_session_token=keys.get("sessionToken"),
        config=Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=20),
    )


bedrock = client(spec["keys"])
service = bedrock.meta.service_model


def check(name):
    def run(body):
        try:
            body()
            results.append({"check": name, "trouble": ""})
        except Exception:
            results.append({"check": name, "trouble": traceback.format_exc(limit=3)})

    return run


def equal(left, right):
    assert left == right, "%r is not %r" % (left, right)


# -- the operations, as a user of boto3 sees them -------------------------------------------------------------------

TEXT = "words that come back, äöü 🍱 " * 60
MESSAGES = [{"role": "user", "content": [{"text": TEXT}]}]
TOOLS = {
    "tools": [{"toolSpec": {"name": "answer", "inputSchema": {"json": {"type": "object"}}}}],
    "toolChoice": {"tool": {"name": "answer"}},
}
BODY = json.dumps(
    {
        "anthropic_version": "bedrock-2023-05-31",
        "max_tokens": 4000,
        "messages": [{"role": "user", "content": TEXT}],
    }
)


@check("converse")
def _():
    reply = bedrock.converse(modelId=spec["model"], messages=MESSAGES, system=[{"text": "Echo."}])
    equal(reply["output"]["message"]["content"], [{"text": TEXT}])
    equal(reply["stopReason"], "end_turn")


@check("converse, by a profile's ARN")
def _():
    arn = "arn:aws:bedrock:us-west-2:123456789012:inference-profile/" + spec["model"]
    equal(bedrock.converse(modelId=arn, messages=MESSAGES)["ResponseMetadata"]["HTTPStatusCode"], 200)


@check("converse_stream")
def _():
    events = list(bedrock.converse_stream(modelId=spec["model"], messages=MESSAGES)["stream"])
    text = "".join(e["contentBlockDelta"]["delta"]["text"] for e in events if "contentBlockDelta" in e)
    equal(text, TEXT)
    equal([next(iter(e)) for e in events[-2:]], ["messageStop", "metadata"])


@check("converse_stream, a forced tool")
def _():
    events = list(bedrock.converse_stream(modelId=spec["model"], messages=MESSAGES, toolConfig=TOOLS)["stream"])
    parts = [e["contentBlockDelta"]["delta"]["toolUse"]["input"] for e in events if "contentBlockDelta" in e]
    equal(json.loads("".join(parts)), {"echo": TEXT})


@check("invoke_model")
def _():
    reply = bedrock.invoke_model(modelId=spec["model"], body=BODY)
    equal(json.loads(reply["body"].read())["content"], [{"type": "text", "text": TEXT}])


@check("invoke_model_with_response_stream")
def _():
    reply = bedrock.invoke_model_with_response_stream(modelId=spec["model"], body=BODY)
    events = [json.loads(e["chunk"]["bytes"]) for e in reply["body"]]
    equal("".join(e["delta"]["text"] for e in events if e["type"] == "content_block_delta"), TEXT)
    assert "amazon-bedrock-invocationMetrics" in events[-1]


@check("count_tokens")
def _():
    assert bedrock.count_tokens(modelId=spec["model"], input={"converse": {"messages": MESSAGES}})["inputTokens"] > 100


# -- who is let in --------------------------------------------------------------------------------------------------


def refusal(keys):
    try:
        client(keys).converse(modelId=spec["model"], messages=MESSAGES)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
    return "let in"


@check("a wrong secret")
def _():
    equal(refusal({**spec["keys"], "secretAccessKey": "wrong"}), ("InvalidSignatureException", 403))


@check("a wrong session token")
def _():
    equal(refusal({**spec["keys"], "sessionToken": "wrong"}), ("UnrecognizedClientException", 403))


@check("an unknown key")
def _():
    equal(refusal({**spec["keys"], "accessKeyId": "AKIAUNKNOWN"}), ("UnrecognizedClientException", 403))


# -- exceptions, plain and inside a stream ----------------------------------------------------------------------------

PLAIN = {
    "converse": lambda model: bedrock.converse(modelId=model, messages=MESSAGES),
    "invoke_model": lambda model: bedrock.invoke_model(modelId=model, body=BODY),
    "count_tokens": lambda model: bedrock.count_tokens(modelId=model, input={"converse": {"messages": MESSAGES}}),
}
STREAMS = {
    "converse_stream": lambda model: list(bedrock.converse_stream(modelId=model, messages=MESSAGES)["stream"]),
    "invoke_model_with_response_stream": lambda model: list(
        bedrock.invoke_model_with_response_stream(modelId=model, body=BODY)["body"]
    ),
}

for model, fault, operation, call in [
    (model, fault, operation, call)
    for model, fault in spec["faults"].items()
    for operation, call in (STREAMS if fault["stream"] else {**PLAIN, **STREAMS}).items()
]:

    @check("exception " + model + " of " + operation)
    def _(model=model, fault=fault, call=call):
        try:
            call(model)
        except EventStreamError as error:
            assert fault["stream"]
            name = fault["name"]
            equal(error.response["Error"]["Code"], name[0].lower() + name[1:])
        except ClientError as error:
            assert not fault["stream"]
            equal(error.response["Error"]["Code"], fault["name"])
            equal(error.response["ResponseMetadata"]["HTTPStatusCode"], fault["status"])
            modelled = getattr(bedrock.exceptions, fault["name"], None)
            assert modelled is None or isinstance(error, modelled)
        else:
            raise AssertionError("no exception")


# -- the bytes on the wire against the service model --------------------------------------------------------------------


def conforms(value, shape, at):
    """Known members only, required ones there, types and enumerations right."""
    kind = shape.type_name
    if kind == "structure":
        if getattr(shape, "is_document_type", False):
            return
        assert isinstance(value, dict), at + " is no object"
        missing = [name for name in shape.required_members if name not in value]
        unknown = [name for name in value if name not in shape.members]
        assert not missing, "%s lacks %s" % (at, missing)
        assert not unknown, "%s has unknown members %s" % (at, unknown)
        assert not getattr(shape, "is_tagged_union", False) or len(value) == 1, at + " must have one member"
        for name, member in value.items():
            conforms(member, shape.members[name], at + "." + name)
    elif kind == "list":
        assert isinstance(value, list), at + " is no list"
        for index, member in enumerate(value):
            conforms(member, shape.member, "%s.%d" % (at, index))
    elif kind == "string":
        assert isinstance(value, str), at + " is no string"
        assert not shape.enum or value in shape.enum, "%s is %r, not one of %s" % (at, value, shape.enum)
    elif kind in ("integer", "long"):
        assert isinstance(value, int) and not isinstance(value, bool), at + " is no integer"
    elif kind == "blob":
        base64.b64decode(value, validate=True)
    else:
        assert kind in ("boolean", "float", "double", "map", "timestamp"), "%s: %s not looked into" % (at, kind)


def raw(operation, body, model=None):
    path = service.operation_model(operation).http["requestUri"]
    url = spec["url"] + path.replace("{modelId}", (model or spec["model"]).replace(":", "%3A"))
    request = AWSRequest("POST", url, data=body, headers={"content-type": "application/json"})
    keys = spec["keys"]
    credentials = Credentials(keys["accessKeyId"], keys["secretAccessKey"], keys.get("sessionToken"))
    SigV4Auth(credentials, "bedrock", "us-west-2").add_auth(request)
    return URLLib3Session(timeout=20).send(request.prepare())


def headers_conform(shape, response):
    for name in shape.required_members:
        member = shape.members[name]
        if member.serialization.get("location") == "header":
            assert member.serialization["name"] in response.headers, "no header " + member.serialization["name"]
    assert response.headers.get("x-amzn-RequestId"), "no request id"


CONVERSE = json.dumps({"messages": MESSAGES})
CONVERSE_TOOL = json.dumps({"messages": MESSAGES, "toolConfig": TOOLS})

for label, operation, body in [
    ("Converse", "Converse", CONVERSE),
    ("Converse with a tool", "Converse", CONVERSE_TOOL),
    ("CountTokens", "CountTokens", json.dumps({"input": {"converse": {"messages": MESSAGES}}})),
]:

    @check("service model: " + label)
    def _(operation=operation, body=body):
        response = raw(operation, body)
        equal(response.status_code, 200)
        output = service.operation_model(operation).output_shape
        headers_conform(output, response)
        conforms(json.loads(response.content), output, operation)


@check("service model: InvokeModel")
def _():
    response = raw("InvokeModel", BODY)
    equal(response.status_code, 200)
    headers_conform(service.operation_model("InvokeModel").output_shape, response)


for label, operation, body in [
    ("ConverseStream", "ConverseStream", CONVERSE),
    ("ConverseStream with a tool", "ConverseStream", CONVERSE_TOOL),
    ("InvokeModelWithResponseStream", "InvokeModelWithResponseStream", BODY),
]:

    @check("service model: " + label)
    def _(operation=operation, body=body):
        response = raw(operation, body)
        equal(response.status_code, 200)
        equal(response.headers["content-type"], "application/vnd.amazon.eventstream")
        output = service.operation_model(operation).output_shape
        headers_conform(output, response)
        events = output.members[output.serialization["payload"]]
        buffer = EventStreamBuffer()
        buffer.add_data(response.content)
        seen = 0
        for message in buffer:
            equal(message.headers[":message-type"], "event")
            equal(message.headers[":content-type"], "application/json")
            kind = message.headers[":event-type"]
            conforms(json.loads(message.payload), events.members[kind], kind)
            seen += 1
        assert seen > 5, "%d events" % seen


for model, fault in spec["faults"].items():
    if fault["name"] in service.shape_names:

        @check("service model: exception " + model)
        def _(model=model, fault=fault):
            shape = service.shape_for(fault["name"])
            response = raw("ConverseStream" if fault["stream"] else "Converse", CONVERSE, model)
            if not fault["stream"]:
                equal(response.status_code, shape.metadata["error"]["httpStatusCode"])
                return conforms(json.loads(response.content), shape, fault["name"])
            buffer = EventStreamBuffer()
            buffer.add_data(response.content)
            last = list(buffer)[-1]
            equal(last.headers[":message-type"], "exception")
            output = service.operation_model("ConverseStream").output_shape
            conforms(json.loads(last.payload), output.members["stream"].members[last.headers[":exception-type"]], "event")


# -- the AWS CLI, in this process: a start of its own for each case would take longer than all the rest ---------------------

try:
    from awscli.clidriver import create_clidriver
except ImportError:
    create_clidriver = None


def aws(operation, *arguments):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = driver.main(["bedrock-runtime", operation, *arguments])
    return code, out.getvalue(), err.getvalue()


if create_clidriver is not None:
    os.environ.update(
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME=spec["url"],
        AWS_DEFAULT_REGION="us-west-2",
        AWS_ACCESS_KEY_ID=spec["keys"]["accessKeyId"],
        AWS_SECRET_ACCESS_KEY=spec["keys"]["secretAccessKey"],
        AWS_SESSION_TOKEN=spec["keys"]["sessionToken"],
        AWS_CONFIG_FILE="/dev/null",
        AWS_SHARED_CREDENTIALS_FILE="/dev/null",
        AWS_MAX_ATTEMPTS="1",
        AWS_PAGER="",
    )
    driver = create_clidriver()
    folder = tempfile.TemporaryDirectory()
    body, reply = os.path.join(folder.name, "body.json"), os.path.join(folder.name, "reply.json")
    with open(body, "w") as file:
        file.write(BODY)
    COMMANDS = {
        "converse": ["--messages", json.dumps(MESSAGES)],
        "count-tokens": ["--input", json.dumps({"converse": {"messages": MESSAGES}})],
        "invoke-model": ["--body", "fileb://" + body, reply],
    }

    for operation, arguments in COMMANDS.items():

        @check("aws " + operation)
        def _(operation=operation, arguments=arguments):
            code, out, err = aws(operation, "--model-id", spec["model"], "--output", "json", *arguments)
            equal((code, err), (0, ""))
            if operation == "invoke-model":
                with open(reply) as file:
                    equal(json.load(file)["content"], [{"type": "text", "text": TEXT}])
            elif operation == "converse":
                equal(json.loads(out)["output"]["message"]["content"], [{"text": TEXT}])
            else:
                assert json.loads(out)["inputTokens"] > 100

        for model, fault in spec["faults"].items():
            if fault["stream"] or (operation != "converse" and fault["name"] != "ThrottlingException"):
                continue

            @check("aws " + operation + ", exception " + model)
            def _(operation=operation, arguments=arguments, model=model, fault=fault):
                code, out, err = aws(operation, "--model-id", model, *arguments)
                assert code != 0
                assert "An error occurred (%s) when calling the " % fault["name"] in err, err


print(json.dumps(results))
