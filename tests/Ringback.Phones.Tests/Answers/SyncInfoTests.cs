using Ringback.Phones.Answers;
using Ringback.Phones.Events;
using Ringback.Phones.Tests.Cases;

namespace Ringback.Phones.Tests.Answers;

/// <summary>What a phone gets that was told over SIP to look whether it is to restart.</summary>
public sealed class SyncInfoTests
{
    private const string Name = "syncinfo.xml";
    private const string First = "CTLSEP000E84C060A6.tlv";

    [Fact]
    public void A_phone_that_was_told_gets_one_that_lets_it_restart()
    {
        Story story = Told();
        Assert.Equal(
            $"<SYNCINFO><IMAGE VERSION=\"*\" SYNC=\"{story.Events[^1].At.ToUnixTimeSeconds()}\"/></SYNCINFO>\n",
            Of(story).Text(Name));
    }

    [Fact]
    public void It_asks_again_when_the_answer_is_lost_and_gets_the_same()
    {
        string once = Of(Told()).Text(Name);
        Assert.Equal(once, Of(Told().Gets(Name)).Text(Name));
    }

    [Fact]
    public void One_that_has_started_since_or_was_not_told_gets_none()
    {
        Assert.IsType<NotHere>(Of(Told().Asks(First, "SIPDefault.cnf")).Ask(Name));
        Assert.IsType<NotHere>(Of(Up()).Ask(Name));
    }

    [Fact]
    public void Somebodys_own_file_is_his_word() => Assert.Equal(
        "<SYNCINFO/>", Of(Told(), new MemoryShelf().Root(Name, "<SYNCINFO/>")).Text(Name));

    private static Story Up() => new Story().Asks(First, "SIPDefault.cnf", "dialplan.xml");

    private static Story Told() => Up().Add(new PhoneTold
    {
        At = default, Mac = Story.Mac, Hand = PhoneHand.CheckSync, Via = ProofKind.SipRegister,
    });

    private static Question Of(Story story, MemoryShelf? shelf = null) =>
        new(shelf ?? new MemoryShelf()) { Phone = story.Case };
}
