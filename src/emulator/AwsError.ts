/**
 * What Bedrock answers when it does not answer: an exception's name, its status, its body and its headers.
 * Source: the service model of `bedrock-runtime`; the front door's own exceptions are not in that model.
 */
import { Schema } from "effect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"

/** The status that goes with each exception. */
export const exceptionStatus: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  ConflictException: 400,
  ExpiredTokenException: 403,
  IncompleteSignatureException: 403,
  InternalServerException: 500,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  ModelErrorException: 424,
  ModelNotReadyException: 429,
  ModelStreamErrorException: 424,
  ModelTimeoutException: 408,
  ResourceNotFoundException: 404,
  ServiceQuotaExceededException: 400,
  ServiceUnavailableException: 503,
  ThrottlingException: 429,
  UnknownOperationException: 404,
  UnrecognizedClientException: 403,
  ValidationException: 400
}

/** What Bedrock says when nothing more exact is known. */
export const exceptionMessage: Readonly<Record<string, string>> = {
  ConflictException: "The request conflicts with the state of the resource.",
  ExpiredTokenException: "The security token included in the request is expired",
  InternalServerException: "The system encountered an unexpected error during processing. Try your request again.",
  ModelErrorException: "The model encountered an unexpected error while processing the request.",
  ModelNotReadyException: "Model is getting ready for inference. Please try again.",
  ModelStreamErrorException: "The model encountered an unexpected error while streaming the response.",
  ModelTimeoutException: "Model has timed out in processing the request. Try your request again.",
  ResourceNotFoundException: "Could not resolve the foundation model from the provided model identifier.",
  ServiceQuotaExceededException: "Your request exceeds the service quota for your account.",
  ServiceUnavailableException: "Bedrock is unable to process your request.",
  ThrottlingException: "Too many requests, please wait before trying again.",
  UnrecognizedClientException: "The security token included in the request is invalid.",
  ValidationException: "The request does not satisfy the constraints of the service."
}

/** A refusal on its way to the client. */
export class AwsError extends Schema.TaggedError<AwsError>()("AwsError", {
  exception: Schema.String,
  status: Schema.Int,
  message: Schema.String,
  /** Further members of the exception's shape: `originalStatusCode`, `resourceName`, … */
  members: Schema.Record(Schema.String, Schema.Json),
  headers: Schema.Record(Schema.String, Schema.String)
}) {}

/** An exception by its name; one that is not known is the client's fault (400) unless its status is given. */
export const awsError = (exception: string, options: {
  readonly message?: string | undefined
  readonly status?: number | undefined
  readonly members?: Readonly<Record<string, Schema.Json>>
  readonly headers?: Readonly<Record<string, string>>
} = {}): AwsError =>
  new AwsError({
    exception,
    status: options.status ?? exceptionStatus[exception] ?? 400,
    message: options.message ?? exceptionMessage[exception] ?? exception,
    members: options.members ?? {},
    headers: options.headers ?? {}
  })

export const invalid = (message: string): AwsError => awsError("ValidationException", { message })

/** `x-amzn-ErrorType` carries a namespace after a colon, as Bedrock's does: clients must cut it off. */
export const toResponse = (error: AwsError, requestId: string): HttpServerResponse.HttpServerResponse =>
  HttpServerResponse.jsonUnsafe({ message: error.message, ...error.members }, {
    status: error.status,
    headers: {
      ...error.headers,
      "x-amzn-errortype": `${error.exception}:http://internal.amazon.com/coral/com.amazon.bedrock/`,
      "x-amzn-requestid": requestId
    }
  })
