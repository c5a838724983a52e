"""Who pays a return: no cause established yet, and postage that is no return's."""

from __future__ import annotations

import pytest

from tests.guardrails.shipping_cases import COLLECT, COST, HANDBOOK, LEGS, PAYER, RETURN_LEG, UNVERIFIED, Case, case

UNKNOWN = (
    case("拍个视频我看看哈，真是机器毛病的话往返邮费全归我们。", "机器响", "unknown"),
    case("不管什么原因，退货邮费我们都包。", "想退", "unknown", UNVERIFIED),
    case("可以退哦亲，邮费我们来。", "收到跟想的不一样", "unknown", UNVERIFIED),
    case("退货要自己出邮费的哦。", "质量太差了", "unknown", UNVERIFIED),
    case("这边安排快递免费上门，您把东西准备好就行。", "不好用", "unknown", UNVERIFIED),
    case("运费您先付，货到了我们原路退给您。", "东西有问题", "unknown", UNVERIFIED),
    case("运费您先付，货到了我们检查属实就退给您。", "东西有问题", "unknown"),
    case("先垫一下邮费，验过是瑕疵就给您报销。", "有点瑕疵", "unknown"),
    case("只有质量问题我们才承担运费，其余情况由您承担。", "退货运费谁出", "unknown"),
    case("只有质量问题我们才承担运费，其余情况退货运费由您承担。", "退货运费谁出", "unknown", LEGS, leg=()),
    case("凡是做工瑕疵，来回都是我们付；否则来回都是您付。", "退货怎么算运费", "unknown", leg=(LEGS,)),
    case("若经检测属于产品缺陷，邮费由我司负责，反之需由您负责。", "检测要钱吗 想退", "unknown"),
    case("质量问题包来回，非质量问题邮费自理。", "邮费呢", "unknown"),
    case("瑕疵、错发、漏发由我们出邮费，喜好原因请您自行承担。", "你们退货政策", "unknown"),
    case("质量有问题的话运费一人一半。", "质量有问题怎么办", "unknown", PAYER),
    case("哪怕是质量问题，退货邮费也得您自己付。", "质量问题怎么退", "unknown", PAYER),
    case("无理由退货也是我们承担运费的。", "能退吗", "unknown", PAYER),
    case("请问邮费您希望怎么处理呢？", "退货", "unknown"),
    case("邮费由谁付要看检测结果，您先发张图。", "退货邮费谁付", "unknown"),
    case("这个是您自己弄坏的，邮费您承担。", "壳子裂了", "unknown", UNVERIFIED),
    case("看着像是摔过的，人为损坏的话运费需要您自己承担哦。", "壳子裂了", "unknown"),
    case("您寄到我们仓库吧，地址短信发您了。", "东西坏了", "unknown", COST),
    case("邮费放心，我们会处理好的。", "杯子有问题", "unknown"),
    case("这单有运费险，退回的邮费保险会理赔。", "想退", "unknown", PAYER),
    case("我们不支持到付，邮费您垫一下，核实好了给您打回去。", "开线了", "unknown"),
    case(
        "非常理解您的心情。为了更快帮您处理，麻烦拍一下瑕疵的位置，我们核实后会按质量问题给您处理。",
        "有瑕疵",
        "unknown",
    ),
    case("这样吧，您直接退，邮费回头我支付宝转您。", "收到有点脏", "unknown", UNVERIFIED),
    case("寄回来检测，检测费我们出，邮费也我们出。", "听筒没声音", "unknown", UNVERIFIED),
    case("寄回来检测，如果是我们的责任，邮费我们出；若是您使用造成的，邮费您出。", "听筒没声音", "unknown"),
    case("寄回来检测的邮费您先垫，确属故障我们连同货款一起退。", "听筒没声音", "unknown"),
    case("寄回来检测吧，邮费您付。", "听筒没声音", "unknown", UNVERIFIED),
    case("退换货产生的运费由责任方承担。", "退货运费谁出", "unknown"),
    case("谁的责任谁出运费哦亲。", "退货运费谁出", "unknown"),
    case("运费是谁承担要等质检出结果才知道。", "退货运费谁出", "unknown"),
    case("您这个情况我先帮您登记，运费的事核实清楚后再答复您。", "退货运费谁出", "unknown"),
    case("我们承诺质量问题包退换，往返运费全免。", "质量有保障吗", "unknown"),
    case("除质量问题外，退换运费均由买家承担。", "退换规则", "unknown"),
    case("除质量问题外，退换运费均由卖家承担。", "退换规则", "unknown", PAYER),
    case("不是质量问题的退货，我们一概不承担邮费。", "退换规则", "unknown"),
    case(
        "如果是我们发错或者漏发，一切运费店铺承担；如果是您选错尺码，寄回和重发的运费由您承担。",
        "换货运费",
        "unknown",
        leg=(LEGS,),
    ),
    case("属于质量问题的话您不用出一分钱，不属于的话您出来回。", "换货运费", "unknown", leg=(LEGS,)),
    case("您反馈的开胶如果确认属实，我们承担退回的运费。", "开胶了", "unknown"),
    case("开胶我们包退包换，运费全免，您放心寄。", "开胶了", "unknown", UNVERIFIED),
    case("保修期内坏了寄回来修，来回运费都是厂家出的。", "保修怎么弄", "unknown", UNVERIFIED),
    case("按平台规则，运费由平台来补贴，您不用付。", "收到有问题", "unknown", UNVERIFIED),
    case("顺丰到付寄给我们，我们收到后会付款。", "有点问题", "unknown", COLLECT),
    case("到付件一律拒签，您寄之前把邮费付掉，验货无误属质量问题再退给您。", "有点问题", "unknown"),
    case("亲，到付的快递我们仓库是拒收的哦。", "我想用到付退回", "unknown"),
    case("方便描述一下吗？确实是我们的货有毛病，那退回、补发两段快递都记在我们头上。", "收到不太对", "unknown"),
    case("我先道个歉。东西您寄，钱我们付，一分不让您贴。", "收到不太对", "unknown", UNVERIFIED),
    case("根据规定，退货快递费概由买家支付。", "收到不太对", "unknown", UNVERIFIED),
    case("哎呀，这个应该是您没拧紧，不算坏，邮费要您出哦。", "盖子漏水", "unknown", UNVERIFIED),
    case("您别急，拍张照片，有问题我们负责到底，包括邮费；没问题您想退，邮费就您来。", "盖子漏水", "unknown"),
    case("质检说了算：质检判我们的错，我们掏来回；判使用的问题，您掏来回。", "盖子漏水", "unknown", leg=(LEGS,)),
    case(
        "退货的运费怎么承担，我们后台写得很清楚：品质原因商家出，其他原因买家出。",
        "运费怎么承担",
        "unknown",
        LEGS,
        leg=(),
    ),
    case("寄回检测无论结果如何，运费都由我们支付。", "盖子漏水", "unknown", UNVERIFIED),
    case("我帮您升级处理，专员会电话联系您商量退换和运费。", "盖子漏水", "unknown"),
    case("亲，您可以先把东西寄回，咱们验完再说邮费归谁。", "盖子漏水", "unknown", COST),
    case("亲，先不用寄，等我同事确认。", "盖子漏水", "unknown"),
    case("按三包规定，确认是机器故障的，七日内您可以选择退货，运费由商家承担。", "机器开不了", "unknown"),
    case(
        "这个要检测才知道，检测后是我们的问题我们全包，不是我们的问题就要麻烦您付来回了。",
        "耳机杂音",
        "unknown",
        leg=(LEGS,),
    ),
    case("杂音属于品控问题，给您换新，不用您承担任何费用。", "耳机杂音", "unknown", UNVERIFIED),
    case("听您描述像是故障，您发个视频，确认后来回运费我们出。", "耳机杂音", "unknown"),
    case("您发个视频过来哈，没有视频的话我们没办法判断运费归谁出。", "耳机杂音", "unknown"),
    case("退货邮费一般是10元左右，看快递。", "退货邮费要多少", "unknown", UNVERIFIED),
    case("您好，退货原因选质量问题的话，运费由商家出；选不喜欢的话，运费由您出。", "怎么选原因", "unknown"),
    case("您要是不想要了，就自己出运费退回来；要是有毛病，我们派人免费上门拿。", "想退", "unknown"),
    case("包退包换，邮费全免！", "质量差", "unknown", UNVERIFIED),
    case("运费先由我们垫着，您只管寄。", "想退", "unknown", UNVERIFIED),
    case("我们会承担应承担的费用，请放心。", "想退", "unknown"),
    case("退货没有运费的，直接叫快递上门即可。", "想退", "unknown", UNVERIFIED),
    case("亲，退货不包邮的哦。", "想退", "unknown", UNVERIFIED),
)

PURCHASES = (
    Case("满88包邮哦，不满收8元运费。", "包邮吗", "unknown", days=None),
    Case("新疆需要补15元运费差价。", "新疆包邮吗", "unknown", days=None),
    Case("想发顺丰的话您补12块运费就行。", "可以发顺丰吗", "unknown", days=None),
    Case("运费发票会和货款发票一起开给您。", "发票开运费吗", "unknown", days=None),
    Case("订单取消后运费会一起退回您的账户。", "我取消订单了，运费退吗", "unknown", days=None),
    Case("您是担心退货要您出邮费对吧？先别急，我看下您的照片。", "退货不会要我出邮费吧", "unknown", days=None),
    Case(
        "其他店铺不喜欢也给报销邮费，这个我们了解，不过我们店里是按原因来分的。",
        "别的店都给报邮费",
        "unknown",
        days=None,
    ),
    Case("邮费多少钱要看您那边的快递网点。", "退货邮费大概多少", "unknown", days=None),
    Case("运费险是您下单时自愿购买的，价格0.5元。", "运费险多少钱", "unknown", days=None),
    Case("满59就免运费啦，您再凑一件？", "差几块包邮", "unknown", days=None),
    Case("同城跑腿的费用由您跟骑手结算，30元左右。", "能今天送吗", "unknown", days=None),
    Case("地址改到海南要补8元邮费，您拍下链接里的补差就行。", "改地址到海南", "unknown", days=None),
    Case("未发货取消的订单，运费原路退回。", "没发货我取消了", "unknown", days=None),
    Case("电子发票里包含了运费金额。", "发票含运费吗", "unknown", days=None),
    Case("送货上门不另收费，楼梯房每层加10元。", "送上楼吗", "unknown", days=None),
    Case("您说之前退货都是你们付邮费，我查一下记录再答复您。", "之前退货都是你们付邮费", "unknown", days=None),
    Case("您的意思是邮费让我们来承担对吗？", "邮费你们承担", "unknown", days=None),
    Case(
        "我明白您希望我们承担来回运费，麻烦先发张照片，核实后给您准信。",
        "你们要承担来回运费",
        "unknown",
        days=None,
    ),
    Case(
        "隔壁店不喜欢也包退邮费，那是他们的活动呢，我们这边要看退货原因。",
        "隔壁店不喜欢也包邮费",
        "unknown",
        days=None,
    ),
    Case("请问您寄回来的运费是多少呢？", "我寄回去了", "unknown", days=None),
    Case("好评返现活动不含运费哦。", "有返现吗", "unknown", days=None),
)

CASES = UNKNOWN + PURCHASES


@pytest.mark.parametrize("case", CASES, ids=lambda value: value.reply[:20])
def test_findings_under_handbook(case: Case) -> None:
    assert case.findings(HANDBOOK) == case.found


@pytest.mark.parametrize("case", CASES, ids=lambda value: value.reply[:20])
def test_findings_under_return_leg(case: Case) -> None:
    assert case.findings(RETURN_LEG) == case.under_return_leg
