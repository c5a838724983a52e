// What the interface says, in its three languages.

const hans = {
  title: "婉言", tagline: "起草客服回复，逐条检查", language: "界面语言",
  channel: "回复什么", chat: "聊天", review: "评价",
  chatText: "聊天记录", reviewText: "评价内容", example: "填入示例",
  chatHint: "粘贴对话即可，用“客户：”“客服：”分清是谁说的；没有标明的算客户的话。",
  reviewHint: "粘贴评价原文，追评另起一行接着写。",
  readAs: "读作", customer: "客户", us: "客服",
  stars: "星级", noStars: "未给", starCount: "{n} 星",
  shop: "店铺", agent: "客服工号", instruction: "对草稿的要求（可不填）", instructionHint: "例如：短一点，提一下赠品",
  facts: "订单里已知的事", cause: "已核实的原因", state: "订单状态", signedDays: "签收后天数",
  insurance: "运费险", carrier: "快递公司", product: "商品", faultFinder: "疑似职业差评师",
  cause_unknown: "还没核实", cause_quality: "商品质量问题", cause_seller_fault: "我们发错、漏发或破损", cause_customer: "客户个人原因",
  state_: "不清楚", state_unpaid: "待付款", state_paid: "待发货", state_shipped: "已发货", state_delivering: "派送中",
  state_signed: "已签收", state_completed: "交易完成", state_closed: "已关闭",
  insurance_: "不清楚", insurance_yes: "有", insurance_no: "没有",
  draft: "生成回复草稿", result: "回复草稿", nothingYet: "贴上客户的话，这里会出现一条查过规则的回复草稿。",
  needText: "先贴上客户的话，再生成草稿。",
  sending: "正在读客户的话…", retrieved: "找到了相关的知识…", drafting: "正在起草…", checking: "正在检查…", repairing: "检查出问题，正在改…",
  done: "草稿好了。", failed: "这次没能生成草稿", offlineError: "连不上服务，请检查网络后再试一次。",
  ready: "可以发送", needs_approval: "需主管同意", blocked: "已拦下",
  readyNote: "通过了全部会拦截的规则。", approvalNote: "发送前请主管看一遍：{why}。",
  blockedNote: "草稿没有通过检查，也没有可用的核准说法，请人工回复。触犯的规则：",
  why_negative: "差评", why_mixed: "有褒有贬", why_contradiction: "星级与内容不一致", why_legal: "涉及投诉或法律",
  segment: "第 {n} 段", copy: "复制", copied: "已复制", copyAll: "全部复制", copyFailed: "没能复制，请手动选取",
  findings: "检查提示", error: "拦截", warning: "提醒", hint: "建议", suggestion: "可以这样说：",
  points: "评价里的要点", praise: "称赞", complaint: "抱怨", answered: "已回应", unanswered: "还没回应",
  nextSteps: "接下来要做", missingFacts: "还缺的资料", citations: "依据", handbook: "手册 {source}",
  madeBy: "怎么写成的", byModel: "由模型 {model} 起草", byCards: "由核准说法组成",
  fallback: "模型未用上（{why}），改用核准说法", repairs: "改过 {n} 次", knowledge: "知识版本 {version}", prompt: "提示词 {prompt}",
  why_timeout: "超时", why_unreachable: "连不上", why_malformed: "答非所求", why_empty: "没有内容", why_rules: "没通过检查",
  timing: "共 {total} 毫秒：查找 {retrieve}，起草 {draft}，检查 {check}",
  withModel: "模型：{model}", withoutModel: "没有连接模型：草稿由核准说法组成，不用联网。", degraded: "目前受限：{what}", reference: "接口说明",
  exampleChat: "客户：鞋子穿了两天就开胶了\n客户：退回去运费谁出？",
  exampleReview: "鞋面很好看，穿着也舒服，就是发货有点慢，等了五天。",
};

const hant = {
  title: "婉言", tagline: "起草客服回覆，逐條檢查", language: "介面語言",
  channel: "回覆什麼", chat: "聊天", review: "評價",
  chatText: "聊天記錄", reviewText: "評價內容", example: "填入範例",
  chatHint: "貼上對話即可，用「客戶：」「客服：」分清是誰說的；沒有標明的算客戶的話。",
  reviewHint: "貼上評價原文，追評另起一行接著寫。",
  readAs: "讀作", customer: "客戶", us: "客服",
  stars: "星級", noStars: "未給", starCount: "{n} 星",
  shop: "店鋪", agent: "客服工號", instruction: "對草稿的要求（可不填）", instructionHint: "例如：短一點，提一下贈品",
  facts: "訂單裡已知的事", cause: "已核實的原因", state: "訂單狀態", signedDays: "簽收後天數",
  insurance: "運費險", carrier: "物流公司", product: "商品", faultFinder: "疑似職業差評師",
  cause_unknown: "還沒核實", cause_quality: "商品品質問題", cause_seller_fault: "我們寄錯、漏寄或破損", cause_customer: "客戶個人原因",
  state_: "不清楚", state_unpaid: "待付款", state_paid: "待出貨", state_shipped: "已出貨", state_delivering: "配送中",
  state_signed: "已簽收", state_completed: "交易完成", state_closed: "已關閉",
  insurance_: "不清楚", insurance_yes: "有", insurance_no: "沒有",
  draft: "產生回覆草稿", result: "回覆草稿", nothingYet: "貼上客戶的話，這裡會出現一則查過規則的回覆草稿。",
  needText: "先貼上客戶的話，再產生草稿。",
  sending: "正在讀客戶的話…", retrieved: "找到了相關的知識…", drafting: "正在起草…", checking: "正在檢查…", repairing: "檢查出問題，正在改…",
  done: "草稿好了。", failed: "這次沒能產生草稿", offlineError: "連不上服務，請檢查網路後再試一次。",
  ready: "可以傳送", needs_approval: "需主管同意", blocked: "已攔下",
  readyNote: "通過了全部會攔截的規則。", approvalNote: "傳送前請主管看一遍：{why}。",
  blockedNote: "草稿沒有通過檢查，也沒有可用的核准說法，請人工回覆。觸犯的規則：",
  why_negative: "負評", why_mixed: "有褒有貶", why_contradiction: "星級與內容不一致", why_legal: "涉及投訴或法律",
  segment: "第 {n} 段", copy: "複製", copied: "已複製", copyAll: "全部複製", copyFailed: "沒能複製，請手動選取",
  findings: "檢查提示", error: "攔截", warning: "提醒", hint: "建議", suggestion: "可以這樣說：",
  points: "評價裡的要點", praise: "稱讚", complaint: "抱怨", answered: "已回應", unanswered: "還沒回應",
  nextSteps: "接下來要做", missingFacts: "還缺的資料", citations: "依據", handbook: "手冊 {source}",
  madeBy: "怎麼寫成的", byModel: "由模型 {model} 起草", byCards: "由核准說法組成",
  fallback: "模型未用上（{why}），改用核准說法", repairs: "改過 {n} 次", knowledge: "知識版本 {version}", prompt: "提示詞 {prompt}",
  why_timeout: "逾時", why_unreachable: "連不上", why_malformed: "答非所求", why_empty: "沒有內容", why_rules: "沒通過檢查",
  timing: "共 {total} 毫秒：查找 {retrieve}，起草 {draft}，檢查 {check}",
  withModel: "模型：{model}", withoutModel: "沒有連接模型：草稿由核准說法組成，不用連網。", degraded: "目前受限：{what}", reference: "介面說明",
  exampleChat: "客戶：鞋子穿了兩天就開膠了\n客戶：退回去運費誰出？",
  exampleReview: "鞋面很好看，穿著也舒服，就是出貨有點慢，等了五天。",
};

const en = {
  title: "Wanyan", tagline: "Customer-service replies, drafted and checked", language: "Language",
  channel: "What to reply to", chat: "Chat", review: "Review",
  chatText: "Conversation", reviewText: "Review", example: "Use an example",
  chatHint: "Paste the chat. Start lines with “Customer:” or “Agent:”; lines without either are the customer’s.",
  reviewHint: "Paste the review as it stands; a follow-up goes on the next line.",
  readAs: "Read as", customer: "Customer", us: "Agent",
  stars: "Stars", noStars: "None", starCount: "{n} stars",
  shop: "Shop", agent: "Agent number", instruction: "What you want of the draft (optional)", instructionHint: "e.g. shorter, mention the gift",
  facts: "What the order says", cause: "Cause, if verified", state: "Order state", signedDays: "Days since delivery",
  insurance: "Freight insurance", carrier: "Courier", product: "Product", faultFinder: "Suspected professional fault-finder",
  cause_unknown: "Not verified yet", cause_quality: "Product fault", cause_seller_fault: "Wrong, missing or damaged item", cause_customer: "Customer’s own reason",
  state_: "Not known", state_unpaid: "Unpaid", state_paid: "Paid, not sent", state_shipped: "Sent", state_delivering: "Out for delivery",
  state_signed: "Delivered", state_completed: "Completed", state_closed: "Closed",
  insurance_: "Not known", insurance_yes: "Yes", insurance_no: "No",
  draft: "Draft reply", result: "Draft reply", nothingYet: "Paste what the customer says, and a reply that has passed the rules appears here.",
  needText: "Paste what the customer says first.",
  sending: "Reading the message…", retrieved: "Found what we know about it…", drafting: "Drafting…", checking: "Checking…", repairing: "Fixing what the check found…",
  done: "The draft is ready.", failed: "No draft this time", offlineError: "The service cannot be reached. Check the network and try again.",
  ready: "Ready to send", needs_approval: "Needs approval", blocked: "Blocked",
  readyNote: "Passed every blocking rule.", approvalNote: "Have a supervisor look at it before it is sent: {why}.",
  blockedNote: "The draft did not pass, and no approved script fits. Please write this reply yourself. Rules broken:",
  why_negative: "negative review", why_mixed: "mixed review", why_contradiction: "stars and text disagree", why_legal: "complaint or legal matter",
  segment: "Part {n}", copy: "Copy", copied: "Copied", copyAll: "Copy all", copyFailed: "Could not copy; please select the text",
  findings: "Notes from the check", error: "Blocks", warning: "Warning", hint: "Hint", suggestion: "Better: ",
  points: "Points of the review", praise: "Praise", complaint: "Complaint", answered: "answered", unanswered: "not answered yet",
  nextSteps: "Next steps", missingFacts: "Still missing", citations: "Based on", handbook: "handbook {source}",
  madeBy: "How it was made", byModel: "Drafted by the model {model}", byCards: "Composed of approved wordings",
  fallback: "The model was not used ({why}); approved wordings instead", repairs: "Repaired {n} time(s)", knowledge: "Knowledge {version}", prompt: "Prompt {prompt}",
  why_timeout: "too slow", why_unreachable: "unreachable", why_malformed: "unusable answer", why_empty: "empty answer", why_rules: "did not pass the check",
  timing: "{total} ms in all: search {retrieve}, draft {draft}, check {check}",
  withModel: "Model: {model}", withoutModel: "No model connected: drafts are composed of approved wordings, without a network.", degraded: "Limited at the moment: {what}", reference: "API reference",
  exampleChat: "Customer: The sole came off after two days\nCustomer: Who pays the postage if I send them back?",
  exampleReview: "Lovely shoes and comfortable, but dispatch was slow, I waited five days.",
};

const LANGUAGES = { "zh-Hans": hans, "zh-Hant": hant, en };
const REMEMBERED = "wanyan.language";
let current = hans;

/** The language to begin with: the one chosen last, else the browser's. */
export function firstLanguage() {
  const chosen = localStorage.getItem(REMEMBERED);
  if (chosen in LANGUAGES) return chosen;
  const wanted = navigator.language;
  if (/^zh-(hant|tw|hk|mo)/i.test(wanted)) return "zh-Hant";
  return /^(zh|$)/i.test(wanted) ? "zh-Hans" : "en";
}

/** Speak a language from now on, and remember it. */
export function speak(language) {
  current = LANGUAGES[language];
  localStorage.setItem(REMEMBERED, language);
}

/** What `key` says, its {slots} filled; undefined where the language has no such key. */
export function say(key, slots = {}) {
  return current[key]?.replace(/\{(\w+)\}/g, (_, name) => String(slots[name] ?? ""));
}
