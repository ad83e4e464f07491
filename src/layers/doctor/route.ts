import { Option } from "effect"
import type { RouteFacts } from "../../domain/doctor/judge.ts"
import { proxyFor } from "../../domain/Proxy.ts"
import type { AppConfig } from "../AppConfig.ts"
import { defaultEndpoint } from "../network/settings.ts"

/** Where requests to Bedrock go. */
export const endpointOf = ({ endpoint, region }: AppConfig["Service"]): URL =>
  Option.getOrElse(endpoint, () => defaultEndpoint(region.value))

/** How they get there. */
export const routeOf = (config: AppConfig["Service"]): RouteFacts => {
  const url = endpointOf(config)
  const proxy = proxyFor(url, config.network.proxies)
  return {
    url,
    custom: Option.isSome(config.endpoint),
    proxy: proxy === undefined || "unusable" in proxy ? undefined : `${proxy.host} (${proxy.source})`,
    authorities: config.network.authorities?.source
  }
}
