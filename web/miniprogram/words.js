// What the native pages say, in the two languages that WeChat's own frame speaks; the guide itself speaks five.
const WORDS = {
  zh: {
    guide: "城市向导",
    "record.title": "说给我听",
    "record.lead": "按一下开始说，再按一下结束。也可以一直按着说。",
    "record.start": "开始说话",
    "record.stop": "说完了",
    "record.busy": "正在把话变成文字…",
    "record.edit": "听到的话，可以改",
    "record.use": "用这句话问",
    "record.again": "重说一遍",
    "record.denied": "还不能用麦克风。请点右上角“…”，在设置里允许录音，或者回去打字。",
    "record.failed": "没有听成。网络或者语音服务可能不通，可以再试一次，或者回去打字。",
    "record.silent": "没有听到话，请再说一遍。",
    "record.short": "最长一分钟。录音只用来变成文字，不会保存。",
    "place.title": "这就带您去",
    "place.open": "打开地图",
    "place.rough": "位置只是大概，到了附近请再问一问。",
    "place.failed": "地图没有打开，可以再试一次。",
    "place.lost": "这个地方没有位置，请回去再选。",
    "retry.title": "页面没有打开",
    "retry.lead": "网络可能不通。等一会儿再试，刚才问过的都还在。",
    "retry.again": "再试一次",
  },
  en: {
    guide: "City guide",
    "record.title": "Tell me",
    "record.lead": "Tap to start talking, tap again when you are done. Or hold while you talk.",
    "record.start": "Start talking",
    "record.stop": "Done",
    "record.busy": "Turning your words into text…",
    "record.edit": "What I heard; you can change it",
    "record.use": "Ask this",
    "record.again": "Say it again",
    "record.denied": "The microphone is not allowed yet. Allow it under “…” at the top right, or go back and type.",
    "record.failed": "That did not work. The line or the speech service may be down: try again, or go back and type.",
    "record.silent": "I heard nothing. Please say it once more.",
    "record.short": "One minute at most. The recording only becomes text and is not kept.",
    "place.title": "This way",
    "place.open": "Open the map",
    "place.rough": "The position is approximate: please ask again when you are near.",
    "place.failed": "The map did not open. You can try again.",
    "place.lost": "This place has no position. Please go back and choose again.",
    "retry.title": "The page did not open",
    "retry.lead": "The line may be down. Try again in a while; what you asked is still there.",
    "retry.again": "Try again",
  },
};

// All words for a language tag ("zh-Hans", "en", "ja"): Chinese for Chinese, English for everybody else.
function wordsFor(lang) {
  return WORDS[/^zh/i.test(lang || "zh") ? "zh" : "en"];
}

module.exports = { WORDS, wordsFor };
