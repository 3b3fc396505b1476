/** Provinces as the API takes them, each with its short name in Chinese and its names in English and pinyin. */
export const provinces = {
  北京市: "北京 Beijing Peking",
  天津市: "天津 Tianjin",
  河北省: "河北 Hebei",
  山西省: "山西 Shanxi",
  内蒙古自治区: "内蒙古 Inner-Mongolia Neimenggu Nei-Mongol",
  辽宁省: "辽宁 Liaoning",
  吉林省: "吉林 Jilin",
  黑龙江省: "黑龙江 Heilongjiang",
  上海市: "上海 Shanghai",
  江苏省: "江苏 Jiangsu",
  浙江省: "浙江 Zhejiang",
  安徽省: "安徽 Anhui",
  福建省: "福建 Fujian",
  江西省: "江西 Jiangxi",
  山东省: "山东 Shandong",
  河南省: "河南 Henan",
  湖北省: "湖北 Hubei",
  湖南省: "湖南 Hunan",
  广东省: "广东 Guangdong",
  广西壮族自治区: "广西 Guangxi",
  海南省: "海南 Hainan",
  重庆市: "重庆 Chongqing Chungking",
  四川省: "四川 Sichuan Szechuan",
  贵州省: "贵州 Guizhou",
  云南省: "云南 Yunnan",
  西藏自治区: "西藏 Tibet Xizang",
  陕西省: "陕西 Shaanxi",
  甘肃省: "甘肃 Gansu",
  青海省: "青海 Qinghai",
  宁夏回族自治区: "宁夏 Ningxia",
  新疆维吾尔自治区: "新疆 Xinjiang",
  台湾省: "台湾 Taiwan",
  香港特别行政区: "香港 Hong-Kong Xianggang HK",
  澳门特别行政区: "澳门 Macau Macao Aomen"
} as const

/** Larger cities: the name without 市, and its pinyin or English name. */
export const cities =
  "石家庄 Shijiazhuang 唐山 Tangshan 秦皇岛 Qinhuangdao 邯郸 Handan 保定 Baoding 沧州 Cangzhou 廊坊 Langfang 张家口 Zhangjiakou 邢台 Xingtai 承德 Chengde 衡水 Hengshui " +
  "太原 Taiyuan 大同 Datong 临汾 Linfen 运城 Yuncheng 呼和浩特 Hohhot 呼和浩特 Huhehaote 包头 Baotou 鄂尔多斯 Ordos 鄂尔多斯 Eerduosi 赤峰 Chifeng " +
  "沈阳 Shenyang 大连 Dalian 鞍山 Anshan 锦州 Jinzhou 营口 Yingkou 抚顺 Fushun 丹东 Dandong 长春 Changchun 延边 Yanbian " +
  "哈尔滨 Harbin 哈尔滨 Haerbin 大庆 Daqing 齐齐哈尔 Qiqihar 齐齐哈尔 Qiqihaer 牡丹江 Mudanjiang 佳木斯 Jiamusi " +
  "南京 Nanjing 南京 Nanking 苏州 Suzhou 宿州 Suzhou 无锡 Wuxi 常州 Changzhou 南通 Nantong 徐州 Xuzhou 扬州 Yangzhou 盐城 Yancheng 泰州 Taizhou 台州 Taizhou 镇江 Zhenjiang 淮安 Huaian 连云港 Lianyungang 宿迁 Suqian " +
  "杭州 Hangzhou 宁波 Ningbo 温州 Wenzhou 绍兴 Shaoxing 嘉兴 Jiaxing 金华 Jinhua 湖州 Huzhou 义乌 Yiwu 丽水 Lishui 衢州 Quzhou 舟山 Zhoushan " +
  "合肥 Hefei 芜湖 Wuhu 蚌埠 Bengbu 阜阳 Fuyang 安庆 Anqing 滁州 Chuzhou 黄山 Huangshan 马鞍山 Maanshan " +
  "福州 Fuzhou 抚州 Fuzhou 厦门 Xiamen 厦门 Amoy 泉州 Quanzhou 漳州 Zhangzhou 莆田 Putian 宁德 Ningde 龙岩 Longyan 三明 Sanming 南平 Nanping " +
  "南昌 Nanchang 赣州 Ganzhou 九江 Jiujiang 上饶 Shangrao 宜春 Yichun 伊春 Yichun 景德镇 Jingdezhen " +
  "济南 Jinan 青岛 Qingdao 青岛 Tsingtao 烟台 Yantai 潍坊 Weifang 临沂 Linyi 淄博 Zibo 济宁 Jining 威海 Weihai 泰安 Taian 德州 Dezhou 聊城 Liaocheng 菏泽 Heze 日照 Rizhao 东营 Dongying 枣庄 Zaozhuang 滨州 Binzhou " +
  "郑州 Zhengzhou 洛阳 Luoyang 开封 Kaifeng 南阳 Nanyang 新乡 Xinxiang 许昌 Xuchang 商丘 Shangqiu 周口 Zhoukou 信阳 Xinyang 安阳 Anyang 驻马店 Zhumadian 平顶山 Pingdingshan 焦作 Jiaozuo " +
  "武汉 Wuhan 襄阳 Xiangyang 宜昌 Yichang 荆州 Jingzhou 黄冈 Huanggang 十堰 Shiyan 孝感 Xiaogan 黄石 Huangshi " +
  "长沙 Changsha 株洲 Zhuzhou 湘潭 Xiangtan 衡阳 Hengyang 岳阳 Yueyang 常德 Changde 郴州 Chenzhou 邵阳 Shaoyang 张家界 Zhangjiajie " +
  "广州 Guangzhou 广州 Canton 深圳 Shenzhen 东莞 Dongguan 佛山 Foshan 珠海 Zhuhai 中山 Zhongshan 惠州 Huizhou 汕头 Shantou 江门 Jiangmen 湛江 Zhanjiang 肇庆 Zhaoqing 茂名 Maoming 揭阳 Jieyang 梅州 Meizhou 清远 Qingyuan 潮州 Chaozhou 韶关 Shaoguan " +
  "南宁 Nanning 柳州 Liuzhou 桂林 Guilin 北海 Beihai 玉林 Yulin 榆林 Yulin 海口 Haikou 三亚 Sanya " +
  "成都 Chengdu 绵阳 Mianyang 德阳 Deyang 宜宾 Yibin 南充 Nanchong 泸州 Luzhou 乐山 Leshan 达州 Dazhou 贵阳 Guiyang 遵义 Zunyi 毕节 Bijie " +
  "昆明 Kunming 大理 Dali 丽江 Lijiang 曲靖 Qujing 西双版纳 Xishuangbanna 拉萨 Lhasa 拉萨 Lasa 西安 Xian 咸阳 Xianyang 宝鸡 Baoji 渭南 Weinan 汉中 Hanzhong 延安 Yanan " +
  "兰州 Lanzhou 天水 Tianshui 西宁 Xining 银川 Yinchuan 乌鲁木齐 Urumqi 乌鲁木齐 Wulumuqi 喀什 Kashgar 喀什 Kashi 台北 Taipei 台北 Taibei 高雄 Kaohsiung 台中 Taichung"
