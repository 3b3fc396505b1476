import { expect, it } from "vitest"
import { Wire } from "../../src/adapter.ts"

const video = Wire.struct({
  plays: Wire.count("Plays", "播放量"),
  by: Wire.struct({ name: Wire.text("Name", "昵称") })
})

const data = Wire.struct({
  day: Wire.date("Day", "日期"),
  videos: Wire.list("Videos", "视频", video),
  tags: Wire.json(Wire.list("Tags", "标签", Wire.text("Tag", "标签"))),
  rows: Wire.list("Rows", "行", Wire.list("Cells", "格", Wire.count("Cell", "格"))),
  byPlace: Wire.map("By place", "按地区", video),
  byGroup: Wire.entries("By group", "按组", Wire.text("Group", "组"), video)
})

it("says where each value that does not match lies, and keeps the rest", () => {
  const drift: Array<Wire.Drift> = []
  const read = data.read(
    {
      day: "yesterday",
      videos: [{ plays: "12" }, "gone", { plays: "many", by: { name: [] } }],
      tags: "[1,{}]",
      rows: [[1], [2, "x"]],
      byPlace: { here: { plays: {} } },
      byGroup: { young: { by: 5 } }
    },
    "",
    drift
  )
  expect(drift.map(({ path, found }) => [path, found])).toEqual([
    ["day", '"yesterday"'],
    ["videos[1]", '"gone"'],
    ["videos[2].plays", '"many"'],
    ["videos[2].by.name", "a list"],
    ["tags[1]", "an object"],
    ["rows[1][1]", '"x"'],
    ["byPlace.here.plays", "an object"],
    ["byGroup.young.by", "5"]
  ])
  expect(read).toMatchObject({ videos: [{ plays: 12 }, { by: {} }], tags: ["1"], rows: [[1], [2]] })
})
