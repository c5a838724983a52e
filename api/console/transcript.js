// Reads a pasted chat into turns: who said what, in the formats that chat tools copy.

const STAMP = String.raw`(?:[\[(【]?\s*(?:\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*)?(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\s*[\])】]?\s*)`;
const SPEAKERS = {
  customer: "客户|客戶|顾客|顧客|买家|買家|客人|用户|用戶|customer|buyer|client",
  agent: "客服|卖家|賣家|商家|店家|店铺|店鋪|agent|seller|support|shop|me",
};
const LINES = Object.entries(SPEAKERS).map(([role, names]) => [
  role,
  new RegExp(String.raw`^${STAMP}(?:${names})[^\s:：]{0,12}\s*${STAMP}[:：]\s*(.*)$`, "i"),
]);

/** Turns `{role, text}` of a pasted chat. Lines that name nobody go on with the turn before, or are the customer's. */
export function readTranscript(text) {
  const turns = [];
  for (const line of text.split(/\r?\n/)) {
    const spoken = speakerOf(line);
    if (spoken) turns.push(spoken);
    else if (turns.length) turns.at(-1).text += `\n${line}`;
    else if (line.trim()) turns.push({ role: "customer", text: line });
  }
  return turns.map(({ role, text: said }) => ({ role, text: said.trim() })).filter((turn) => turn.text);
}

function speakerOf(line) {
  for (const [role, pattern] of LINES) {
    const match = pattern.exec(line);
    if (match) return { role, text: match[1] };
  }
  return null;
}
