/** What follows from the name of an AWS Region. Source: the partitions of the AWS SDKs' endpoint rules. */

/** What such a name looks like. */
export const regionName = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/

/** As ARNs begin: `aws`, `aws-cn`, `aws-us-gov`, `aws-eusc`. */
export const partitionOf = (region: string): string => {
  const [prefix = ""] = /^(?:us-gov|cn|eusc)(?=-)/.exec(region) ?? []
  return prefix === "" ? "aws" : `aws-${prefix}`
}

/** As the names of AWS's servers end: `amazonaws.com`. */
export const domainOf = (region: string): string =>
  region.startsWith("cn-") ? "amazonaws.com.cn" : region.startsWith("eusc-") ? "amazonaws.eu" : "amazonaws.com"
