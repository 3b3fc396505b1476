/** What made-up creators are called and what they are about. Nothing here is a real account. */

export interface Subject {
  /** A tag of the marketplace. */
  readonly tag: string
  /** Categories of the second level. */
  readonly below: readonly [string, ...ReadonlyArray<string>]
  readonly themes: readonly [string, ...ReadonlyArray<string>]
  /** What the nickname ends with. */
  readonly suffixes: readonly [string, ...ReadonlyArray<string>]
  readonly titles: readonly [string, ...ReadonlyArray<string>]
}

export const subjects: readonly [Subject, ...ReadonlyArray<Subject>] = [
  {
    tag: "美食",
    below: ["美食教程", "美食探店", "乡村野食"],
    themes: ["家常菜谱", "美食探店", "地方美食"],
    suffixes: ["的厨房", "吃遍天下", "爱做饭", "的小饭桌"],
    titles: ["三块钱做一桌菜", "今天去吃巷子里的老店", "外婆教我的红烧肉"]
  },
  {
    tag: "美妆",
    below: ["美妆教程", "护肤保养", "美妆测评种草"],
    themes: ["淡妆教程", "清透妆容", "复古妆容"],
    suffixes: ["的化妆台", "爱护肤", "测评日记", "美妆课"],
    titles: ["五分钟通勤妆", "这支口红我回购三次", "敏感肌的换季护肤"]
  },
  {
    tag: "游戏",
    below: ["游戏集锦", "游戏解说", "游戏资讯"],
    themes: ["生存挑战"],
    suffixes: ["打游戏", "解说", "开黑日常", "的攻略本"],
    titles: ["这波操作我练了一个月", "新赛季上分思路", "最后一秒翻盘"]
  },
  {
    tag: "汽车",
    below: ["汽车测评", "汽车知识", "汽车周边"],
    themes: ["用车知识", "新能源汽车资讯", "SUV测评"],
    suffixes: ["聊车", "试驾记", "的车库", "说车"],
    titles: ["二十万预算怎么选", "开了一年的真实感受", "高速续航实测"]
  },
  {
    tag: "母婴亲子",
    below: ["育儿科普", "萌娃日常", "亲子互动"],
    themes: ["亲子活动", "宝宝辅食", "亲子沟通"],
    suffixes: ["带娃记", "和小团子", "育儿课", "一家"],
    titles: ["宝宝第一次叫妈妈", "辅食这样做不挑食", "幼儿园第一天"]
  },
  {
    tag: "旅行",
    below: ["旅行记录", "旅行攻略", "户外生活"],
    themes: ["国内旅行", "海外旅行", "露营体验"],
    suffixes: ["在路上", "去旅行", "的远方", "走四方"],
    titles: ["一个人的川西环线", "人少景美的小城", "凌晨四点的日出"]
  },
  {
    tag: "剧情搞笑",
    below: ["剧情", "搞笑"],
    themes: ["搞笑剧情", "剧情反转", "职场趣闻"],
    suffixes: ["的日常", "小剧场", "和他的朋友们", "戏精"],
    titles: ["当老板突然查岗", "结局没想到吧", "合租室友的一天"]
  },
  {
    tag: "科技数码",
    below: ["3C数码", "家居电器", "科技"],
    themes: ["手机评测", "数码开箱", "科技科普"],
    suffixes: ["数码", "的科技馆", "测评室", "玩机"],
    titles: ["新旗舰值不值得换", "百元好物合集", "这个功能没人告诉你"]
  },
  {
    tag: "时尚",
    below: ["穿搭", "街拍", "造型"],
    themes: ["日常穿搭", "通勤穿搭", "约会穿搭"],
    suffixes: ["穿搭", "的衣橱", "今天穿什么", "时装笔记"],
    titles: ["小个子秋冬穿搭", "一衣多穿", "通勤一周不重样"]
  },
  {
    tag: "运动健身",
    below: ["健身", "综合体育", "球类项目"],
    themes: ["健身塑形", "跑步健身", "体重管理"],
    suffixes: ["健身", "跑步记", "撸铁日记", "的训练营"],
    titles: ["跟练十分钟", "三个动作练好肩", "第一次跑完半马"]
  },
  {
    tag: "萌宠",
    below: ["日常宠物", "特别宠物", "宠物周边"],
    themes: ["猫咪萌态", "宠物狗故事", "宠物养护"],
    suffixes: ["家的猫", "和三只狗", "养猫记", "的毛孩子"],
    titles: ["猫又把花瓶打翻了", "带狗去海边", "新成员到家"]
  },
  {
    tag: "艺术文化",
    below: ["人文科普", "传统文化", "自然科学"],
    themes: ["科技科普"],
    suffixes: ["讲历史", "说法", "职场课", "小课堂"],
    titles: ["三分钟看懂一件大事", "合同里的这句话要小心", "一座城的前世今生"]
  }
]

export const prefixes = [
  "阿泽",
  "小鹿",
  "晚风",
  "橙子",
  "老周",
  "木木",
  "星河",
  "大橘",
  "南栀",
  "北笙",
  "阿May",
  "豆豆",
  "林间",
  "一禾",
  "喵喵酱",
  "铁柱",
  "青柠",
  "山野",
  "阿紫",
  "糖糖",
  "老李",
  "半夏",
  "云朵",
  "小满",
  "元宝",
  "知夏",
  "海盐",
  "阿杰",
  "苏打",
  "兔子",
  "九月",
  "麦子",
  "十一",
  "拾光",
  "可乐",
  "胖达",
  "清欢",
  "大鹏",
  "小北",
  "阿南"
] as const

export const places = [
  ["北京市", "北京"],
  ["上海市", "上海"],
  ["广东省", "广州"],
  ["广东省", "深圳"],
  ["浙江省", "杭州"],
  ["四川省", "成都"],
  ["江苏省", "南京"],
  ["湖北省", "武汉"],
  ["陕西省", "西安"],
  ["湖南省", "长沙"],
  ["重庆市", "重庆"],
  ["山东省", "青岛"],
  ["福建省", "厦门"],
  ["云南省", "昆明"],
  ["河南省", "郑州"]
] as const

export const agencies = ["", "", "乐众文化", "星芒互动", "云上传媒", "番茄派对"] as const
