import * as Param from "../Param.ts"

/** Which of a creator's prices the search is about. */
export const priceType = Param.optional(
  Param.choice(
    { en: "Price of", zh: "报价类型" },
    { en: "Which price the price range is about.", zh: "报价范围所针对的报价类型。" },
    {
      PRODUCT_PLACEMENT_VIDEO: [
        "Placement video",
        "植入视频",
        "placement",
        "product placement",
        "植入",
        // What it was called until September 2026.
        "VIDEO_21_60S",
        "Video of 21-60 s",
        "21-60s",
        "21-60 秒视频",
        "21-60s视频",
        "21-60 秒"
      ],
      CUSTOM_VIDEO: [
        "Custom video",
        "定制视频",
        "custom",
        "定制",
        // What it was called until September 2026.
        "VIDEO_OVER_60S",
        "Video over 60 s",
        "over 60 s",
        "60s+",
        "60 秒以上视频",
        "60s以上视频",
        "60 秒以上"
      ],
      CUSTOM_SHORT_DRAMA_EPISODE: ["Episode of a custom short drama", "定制短剧单集"],
      NATURAL_PLAY_CPM: ["CPM of natural plays", "自然播放 CPM"],
      SHORT_LIVE_SEEDING_VIDEO: ["Seeding video for a live room", "短直联动种草视频"],
      SHORT_LIVE_WARMUP_VIDEO: ["Warm-up video for a live room", "短直联动预热视频"],
      CELEBRITY_SHORT_LIVE_SEEDING: ["Celebrity's seeding video for a live room", "明星短直联动种草"],
      CELEBRITY_SHORT_LIVE_WARMUP: ["Celebrity's warm-up video for a live room", "明星短直联动预热"],
      CELEBRITY_VIDEO: ["Celebrity's video", "明星视频"],
      COLLECTION_VIDEO: ["Collection video", "合集视频"],
      DOUYIN_SHORT_VIDEO_CO_CREATION_MAIN_CREATOR: ["Co-created video, main creator", "抖音短视频共创-主达人"],
      DOUYIN_SHORT_VIDEO_CO_CREATION_PARTICIPANT: ["Co-created video, participant", "抖音短视频共创-参与达人"]
    },
    [
      {
        names: ["VIDEO_1_20S", "Video of 1-20 s", "1-20s", "1-20 秒视频", "1-20s视频", "1-20 秒"],
        reason: {
          en: "Xingtu no longer sells videos of 1-20 s. Use PRODUCT_PLACEMENT_VIDEO (placement video) or CUSTOM_VIDEO (custom video).",
          zh: "星图已不再提供 1-20 秒视频报价，请改用 PRODUCT_PLACEMENT_VIDEO（植入视频）或 CUSTOM_VIDEO（定制视频）。"
        }
      }
    ]
  )
)
