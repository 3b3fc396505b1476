import { make as words } from "../../util/Words.ts"
import * as Rule from "../Rule.ts"

const thresholds = (param: string) => [
  Rule.oneOf(param, "GENDER_MALE_", words("threshold for men", "男性占比门槛")),
  Rule.oneOf(param, "GENDER_FEMALE_", words("threshold for women", "女性占比门槛"))
]

/** What the vendor demands of the search's filters together. */
export const searchRules: ReadonlyArray<Rule.Rule> = [
  Rule.requiredWith(
    "kolPriceType",
    "kolPriceRange",
    words(
      "Required with kolPriceRange, to say which price is meant: PRODUCT_PLACEMENT_VIDEO (placement video), CUSTOM_VIDEO (custom video) or another.",
      "提供 kolPriceRange 时必填，用于说明所指的报价：PRODUCT_PLACEMENT_VIDEO（植入视频）、CUSTOM_VIDEO（定制视频）等。"
    )
  ),
  ...thresholds("audienceImage"),
  ...thresholds("fansImage")
]
