"""Who pays a return: Traditional Chinese of Taiwan and Hong Kong."""

from __future__ import annotations

import pytest

from tests.guardrails.shipping_cases import (
    COLLECT,
    COST,
    HANDBOOK,
    LEGS,
    PAYER,
    REFUSAL,
    RETURN_LEG,
    UNVERIFIED,
    Case,
    case,
)

TRADITIONAL = (
    case("確認是出貨瑕疵，退貨的宅配費用由本公司吸收。", "有瑕疵，客服確認", "quality"),
    case("確認是瑕疵沒錯，不過寄回的郵資請您自行吸收喔。", "有瑕疵，客服確認", "quality", PAYER),
    case("這個屬於個人喜好，來回運費需請您負擔。", "顏色不喜歡", "customer", leg=(LEGS,)),
    case("不喜歡也能退，宅配會免費到府收件。", "不喜歡", "customer", PAYER),
    case("鑑賞期內可退，退貨運費須自付。", "不想要了", "customer", LEGS, leg=()),
    case(
        "請您先拍照，若是商品瑕疵由我們支付來回運費，若為個人因素則由您支付來回運費。",
        "收到怪怪的",
        "unknown",
        leg=(LEGS,),
    ),
    case("直接超商寄回就好，運費我們出。", "好像有點問題", "unknown", UNVERIFIED),
    case("運費會由退款金額中扣除60元。", "想退貨", "unknown", UNVERIFIED),
    case("我們寄錯了真的很抱歉，運費全免，請把錯的商品交給宅配人員。", "寄錯了", "seller_fault"),
    case("收件時司機會跟您收80元運費，請備好零錢。", "商品破掉，客服說可退", "quality", PAYER),
    case("退貨請選擇貨到付運費的方式寄回。", "商品瑕疵", "quality", COLLECT),
    case("很抱歉，一經拆封恕不退換。", "商品瑕疵，已確認", "quality", REFUSAL),
    case("只要照片看得出瑕疵，退貨跟補寄的費用我們都會負責。", "好像有裂痕", "unknown"),
    case("尺寸問題要換貨的話，寄回和寄出都要請您付運費喔。", "太小想換", "customer", leg=(LEGS,)),
    case("這裡不提供運費補助喔，要請您自己處理寄回的費用。", "不喜歡", "customer", LEGS, leg=()),
    case("件衫真係有爛，退返嚟嘅速遞費我哋包。", "件衫爛咗，你哋睇過", "quality"),
    case("件衫真係有爛，不過寄返嚟要你自己畀錢。", "件衫爛咗，你哋睇過", "quality", PAYER),
    case("唔啱身可以退，來回運費你負責。", "唔啱身", "customer", leg=(LEGS,)),
    case("唔啱身都冇所謂，速遞費我哋埋單。", "唔啱身", "customer", PAYER),
    case("影張相先啦，係貨有問題我哋俾返晒啲運費你。", "件嘢怪怪哋", "unknown"),
    case("唔使你出運費，直接寄返嚟就得。", "件嘢怪怪哋", "unknown", UNVERIFIED),
    case("運費邊個俾要睇吓係乜嘢原因。", "退貨運費邊個俾", "unknown"),
    case(
        "經檢測為主機板不良，本次退貨來回運費皆由敝公司承擔，宅配司機不會向您收費。",
        "主機板不良，已檢測",
        "quality",
    ),
    case("經檢測為主機板不良，不過超商寄件費60元需請您先付，恕不退還。", "主機板不良，已檢測", "quality", PAYER),
    case("屬於買家下錯單，退貨時會從退款扣除來回運費160元。", "下錯單", "customer", leg=(LEGS,)),
    case("尺寸不合可以換貨，第一次換貨免運費喔！", "尺寸不合", "customer", PAYER),
    case("鑑賞期退貨，您支付逆物流的運費就好，出貨運費我們不會收。", "不喜歡", "customer", LEGS, leg=()),
    case("可以退貨，請把商品連同發票一起寄回即可。", "不喜歡", "customer", COST),
    case("可以退的，貨運會去府上收件，收件不用錢。", "不喜歡", "customer", PAYER),
    case(
        "收到後若確認是瑕疵，運費由我們吸收，若是個人因素，來回運費由您吸收。",
        "怪怪的",
        "unknown",
        leg=(LEGS,),
    ),
    case("運費的部分要看是不是瑕疵喔，請先拍照給我們。", "退貨運費誰付", "unknown"),
    case("別擔心，直接退，運費我們認賠。", "怪怪的", "unknown", UNVERIFIED),
    case("退貨請勿貨到付款，本公司一律拒收。", "怪怪的", "unknown"),
    case("瑕疵品也只能換貨，無法退款。", "瑕疵，已確認", "quality", REFUSAL),
    case("你哋買錯碼要自己找來回速遞費㗎。", "買錯碼", "customer", leg=(LEGS,)),
    case("買錯碼都可以換，我哋上門收件唔收錢。", "買錯碼", "customer", PAYER),
    case("如果真係壞機，我哋包來回運費；如果係你唔鍾意，就要你自己出返。", "部機有啲問題", "unknown"),
    case("部機我哋驗過係壞，退機費用你唔使理，公司會同順豐結。", "部機壞咗", "quality"),
    case("壞咗嘅我哋唔收返，可以免費幫你整。", "部機壞咗，你哋驗過", "quality", REFUSAL),
    case("很抱歉讓您收到瑕疵品，退貨單會附在新品箱內，物流士收件時不收費。", "瑕疵品，已確認", "quality"),
    case("很抱歉讓您收到瑕疵品，請至超商寄回，寄送費用39元請自行支付喔。", "瑕疵品，已確認", "quality", PAYER),
    case("買錯型號可以退，來回運費會從您的退款金額內扣除。", "買錯型號", "customer", leg=(LEGS,)),
    case("沒關係，這次的逆物流費用我們幫您負擔。", "不喜歡", "customer", PAYER),
    case("退貨寄回的運費由您負擔，當初免運的運費不會追收。", "不喜歡", "customer", LEGS, leg=()),
    case("請您先幫我們確認是否為運送損壞，若是，來回運費皆由我們處理。", "收到凹掉", "unknown"),
    case("收到凹掉的話真的很抱歉，請直接寄回，郵資我們出。", "收到凹掉", "unknown", UNVERIFIED),
    case("貨品有瑕疵我哋一定負責，但運費就一人一半啦。", "有瑕疵你哋確認咗", "quality", PAYER),
    case("換大碼冇問題，來回兩程運費都要客人自己負責。", "太細想換大碼", "customer", leg=(LEGS,)),
    case("換大碼冇問題，你淨係俾寄返嚟嗰程就得。", "太細想換大碼", "customer", LEGS, leg=()),
    case("你影低個問題俾我睇先，係我哋責任嘅，運費唔使你出。", "有啲唔妥", "unknown"),
    case("可以呀，你擺低喺順豐站，運費我哋轉數快返俾你。", "有啲唔妥", "unknown", UNVERIFIED),
    case("給您造成不便很抱歉，此為瑕疵品，請使用超商退貨便，代碼已發送，免付運費。", "瑕疵，已確認", "quality"),
    case("此為瑕疵品，退貨運費須由消費者負擔。", "瑕疵，已確認", "quality", PAYER),
    case("個人因素退貨酌收物流處理費100元。", "不喜歡", "customer", LEGS, leg=()),
    case("若非瑕疵因素退貨，須負擔來回運費；瑕疵則由本店全額負擔。", "退貨規則", "unknown", leg=(LEGS,)),
    case("運費補助是限瑕疵商品喔，不喜歡的話運費要自付。", "退貨規則", "unknown"),
    case("我哋會承擔所有退貨運費。", "想退", "unknown", UNVERIFIED),
    case("如果證實係我哋出錯，運費全部計我哋數。", "寄錯嘢", "unknown"),
    case("如果純粹唔鍾意，來回運費計你數。", "唔鍾意", "customer", leg=(LEGS,)),
)

CASES = TRADITIONAL


@pytest.mark.parametrize("case", CASES, ids=lambda value: value.reply[:20])
def test_findings_under_handbook(case: Case) -> None:
    assert case.findings(HANDBOOK) == case.found


@pytest.mark.parametrize("case", CASES, ids=lambda value: value.reply[:20])
def test_findings_under_return_leg(case: Case) -> None:
    assert case.findings(RETURN_LEG) == case.under_return_leg
