"""Who pays a return: English."""

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

ENGLISH = (
    case(
        "We've confirmed the fault, so the return is on the house, both legs.",
        "Broken, you confirmed",
        "quality",
    ),
    case(
        "We've confirmed the fault, but you'd need to cover the postage back to us.",
        "Broken, you confirmed",
        "quality",
        PAYER,
    ),
    case(
        "As it's defective, we'll refund the item; original shipping is non-refundable.",
        "Broken, you confirmed",
        "quality",
        PAYER,
    ),
    case("A prepaid label is on its way to your inbox.", "Wrong item, you confirmed", "seller_fault"),
    case(
        "Please send it back and let us know the tracking number.",
        "Wrong item, you confirmed",
        "seller_fault",
        COST,
    ),
    case(
        "Returns for a change of mind are fine, but the postage isn't something we cover.",
        "I changed my mind",
        "customer",
    ),
    case(
        "You can send it back at your own cost; the original delivery fee will also be deducted.",
        "I changed my mind",
        "customer",
        leg=(LEGS,),
    ),
    case("We'll deduct the return label ($6) from your refund.", "I don't like it", "customer", LEGS, leg=()),
    case("Free returns, no questions asked!", "I don't like it", "customer", PAYER),
    case(
        "If it's faulty, we pay both ways. If you've simply changed your mind, you pay both ways.",
        "Who pays for return shipping?",
        "unknown",
        leg=(LEGS,),
    ),
    case("Should the photo show a defect, postage is on us; otherwise it's on you.", "It looks off", "unknown"),
    case("Return it any time, we'll reimburse the courier.", "It looks off", "unknown", UNVERIFIED),
    case("Buyers are responsible for return postage.", "It looks off", "unknown", UNVERIFIED),
    case(
        "Pay the postage first and once we've inspected the item and confirmed the fault, we'll pay you back.",
        "It stopped charging",
        "unknown",
    ),
    case(
        "Who pays depends on the reason for the return, so could you tell me what's wrong?",
        "Who pays return shipping?",
        "unknown",
    ),
    case("Ship it back collect, please.", "Broken, you confirmed", "quality", COLLECT),
    case(
        "We don't accept freight collect parcels, so please prepay and we'll refund the postage.",
        "Broken, you confirmed",
        "quality",
    ),
    case("Sorry, clearance items can't be returned even if faulty.", "Broken, you confirmed", "quality", REFUSAL),
    case("We can offer a repair or a $10 voucher.", "Broken, you confirmed", "quality", REFUSAL),
    case("Shipping to Canada is $12, free over $80.", "Shipping to Canada?", "unknown"),
    case("Let's split the return postage fifty-fifty.", "Broken, you confirmed", "quality", PAYER),
    case(
        "You won't be charged for the pickup; the driver collects it tomorrow.",
        "Wrong item, you confirmed",
        "seller_fault",
    ),
    case(
        "Sure, exchange is fine. You'd pay to send the old one back, and we'd ship the new size for free.",
        "Too small, want bigger",
        "customer",
        LEGS,
        leg=(),
    ),
    case(
        "Sure! Just pop it in the post and we'll refund you when it arrives.",
        "I don't like it",
        "customer",
        COST,
    ),
    case(
        "Thanks for the photos, the seam has indeed come apart. "
        "We'll email you a label so the return won't cost you a thing.",
        "Seam apart, photos",
        "quality",
    ),
    case(
        "Thanks for the photos, the seam has indeed come apart. "
        "You'll need to arrange and pay for the return yourself.",
        "Seam apart, photos",
        "quality",
        PAYER,
    ),
    case(
        "We sent the wrong size, apologies! Keep it, the right one ships today at no charge.",
        "wrong size sent",
        "seller_fault",
    ),
    case("That's our mistake; we will refund your return postage on receipt.", "wrong size sent", "seller_fault"),
    case(
        "Since the item isn't faulty, we're unable to cover the cost of sending it back.",
        "Just don't want it",
        "customer",
        LEGS,
        leg=(),
    ),
    case(
        "Since you no longer want it, you'd be responsible for both the outbound and return shipping.",
        "Just don't want it",
        "customer",
        leg=(LEGS,),
    ),
    case("No problem, our courier will collect it free of charge.", "Just don't want it", "customer", PAYER),
    case("No problem, we accept returns within 14 days.", "Just don't want it", "customer", COST),
    case("Could you tell me a bit more about the issue, and share a photo?", "Item has an issue", "unknown"),
    case(
        "Return shipping is free for defective items; for other returns the buyer pays shipping.",
        "Who pays return shipping?",
        "unknown",
    ),
    case("We don't charge for returns, ever.", "Item has an issue", "unknown", UNVERIFIED),
    case("Please post it back to us and we'll take a look.", "Item has an issue", "unknown", COST),
    case("If our team finds a manufacturing fault, you'll get the postage back.", "Item has an issue", "unknown"),
    case("The postage is on you I'm afraid.", "Item has an issue", "unknown", UNVERIFIED),
    case("Express delivery costs $15 and is paid at checkout.", "How much is express?", "unknown"),
    case(
        "You asked whether we'd pay the return postage; let me check with my supervisor.",
        "Will you pay return postage?",
        "unknown",
    ),
    case(
        "Unfortunately we do not refund opened items, even when they're defective.",
        "Defective, you confirmed",
        "quality",
        REFUSAL,
    ),
    case(
        "Please don't send it cash on delivery, we'd have to refuse the parcel. "
        "We'll reimburse what you pay at the counter.",
        "Defective, you confirmed",
        "quality",
    ),
    case(
        "Thanks for confirming. The blender is clearly defective. Courier pickup is booked for Monday, "
        "nothing for you to pay.",
        "Blender dead, you confirmed",
        "quality",
    ),
    case(
        "The blender is clearly defective. Please note we can't reimburse return postage.",
        "Blender dead, you confirmed",
        "quality",
        PAYER,
    ),
    case("We'll go halves with you on the shipping.", "Blender dead, you confirmed", "quality", PAYER),
    case("It's our fault, so every shipping cost is on our account.", "Wrong item, you admitted", "seller_fault"),
    case(
        "As you ordered the wrong size, both shipping legs will be at your cost.",
        "Ordered the wrong size",
        "customer",
        leg=(LEGS,),
    ),
    case(
        "As you ordered the wrong size, we'd only ask you to pay the postage back to us.",
        "Ordered the wrong size",
        "customer",
        LEGS,
        leg=(),
    ),
    case("Not to worry, returns are on us.", "Ordered the wrong size", "customer", PAYER),
    case(
        "Happy to refund you once it's back in our hands in unused condition.",
        "Ordered the wrong size",
        "customer",
        COST,
    ),
    case(
        "If inspection shows it's defective, you pay nothing; if it isn't, the postage is yours.",
        "It hums",
        "unknown",
    ),
    case("Whether we or you pay depends on what the inspection finds.", "It hums", "unknown"),
    case("You'll have to pay for shipping it back.", "It hums", "unknown", UNVERIFIED),
    case("Mail it to the address on the slip, please.", "It hums", "unknown", COST),
    case(
        "Other sellers may offer free returns; here it depends on the reason.",
        "Others offer free returns",
        "unknown",
    ),
    case(
        "The parcel can be shipped freight collect to our depot.",
        "Blender dead, you confirmed",
        "quality",
        COLLECT,
    ),
    case("We're only able to offer a repair on this one.", "Blender dead, you confirmed", "quality", REFUSAL),
    Case(
        "Your order hasn't shipped, so cancelling it refunds the shipping fee too.",
        "Cancel please, refund shipping?",
        "unknown",
        days=None,
    ),
    case(
        "Yes, it's a factory defect. Our driver picks it up tomorrow free of charge.",
        "Confirmed broken",
        "quality",
    ),
    case(
        "Yes, it's a factory defect, but the $9 return fee comes out of your refund.",
        "Confirmed broken",
        "quality",
        PAYER,
    ),
    case(
        "We're happy to exchange it. The buyer covers postage in both directions for size exchanges.",
        "Too small",
        "customer",
        leg=(LEGS,),
    ),
    case("We're happy to exchange it, and shipping won't cost you anything.", "Too small", "customer", PAYER),
    case(
        "Please note that postage for returns due to change of mind is not refunded.",
        "Changed my mind",
        "customer",
    ),
    case(
        "Original shipping isn't refunded for change-of-mind returns, and the return postage is also yours.",
        "Changed my mind",
        "customer",
        leg=(LEGS,),
    ),
    case("Let me check this with the warehouse and come back to you.", "It arrived scratched", "unknown"),
    case(
        "We'll cover the return, just drop it at any post office.",
        "It arrived scratched",
        "unknown",
        UNVERIFIED,
    ),
    case("If it was scratched in transit we'll cover all shipping.", "It arrived scratched", "unknown"),
    case("Regardless of the reason, the customer pays return shipping.", "Who pays?", "unknown", UNVERIFIED),
    case("Sale items are non-returnable.", "Confirmed broken", "quality", REFUSAL),
)

CASES = ENGLISH


@pytest.mark.parametrize("case", CASES, ids=lambda value: value.reply[:20])
def test_findings_under_handbook(case: Case) -> None:
    assert case.findings(HANDBOOK) == case.found


@pytest.mark.parametrize("case", CASES, ids=lambda value: value.reply[:20])
def test_findings_under_return_leg(case: Case) -> None:
    assert case.findings(RETURN_LEG) == case.under_return_leg
