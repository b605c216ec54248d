using Ringback.Phones.Events;

namespace Ringback.Phones.Tests.Cases;

/// <summary>What a phone does with firmware, read off its questions.</summary>
public sealed class FirmwareProgressTests
{
    private const string Old = "SCCP41.8-2-1S";
    private const string Bridge = "SCCP41.8-5-2S";
    private const string Goal = "SCCP41.9-4-2SR3-1S";
    private const string Trust = "CTLSEP000E84C060A6.tlv";

    private static readonly string[] Parts = ["jar41sccp.8-5-2.sbn", "cnu41.8-5-2.sbn"];

    [Fact]
    public void A_set_that_was_had_whole_runs_once_the_phone_begins_anew()
    {
        Story story = Takes(new Story().Takes(Bridge + ".loads"), Parts);
        Assert.Null(story.Case.Progress.Runs);
        Assert.Equal(Bridge, story.Asks(Trust).Case.Progress.Runs);
    }

    [Fact]
    public void A_set_whose_last_part_did_not_arrive_does_not_run()
    {
        Story story = Takes(new Story().Takes(Bridge + ".loads"), Parts[0])
            .Takes(Parts[1], outcome: TransferOutcome.Stalled);
        Assert.Null(story.Asks(Trust).Case.Progress.Runs);
    }

    [Fact]
    public void A_list_that_is_read_and_not_followed_is_refused_when_the_phone_comes_up_as_before() => Assert.True(
        new Story().Takes(Goal + ".loads").Registers(ProofKind.SccpRegister, Old).Case.Progress.Refuses(Goal));

    [Fact]
    public void A_list_that_was_cut_off_twice_before_its_first_part_is_not_refused()
    {
        Story story = new Story().Takes(Goal + ".loads").Asks(Trust).Takes(Goal + ".loads").Asks(Trust)
            .Takes(Goal + ".loads");
        Assert.False(story.Case.Progress.Refuses(Goal));
        Assert.True(story.Asks(Trust).Takes(Goal + ".loads").Case.Progress.Refuses(Goal));
    }

    [Fact]
    public void A_list_whose_end_is_heard_late_is_not_taken_for_one_that_was_not_followed()
    {
        Story story = Takes(new Story().Gets(Goal + ".loads"), Parts).Asks(Trust).Add(new TransferEnded
        {
            At = default, Name = Goal + ".loads", Outcome = TransferOutcome.Unconfirmed, Bytes = 1, Length = 1,
            Blocks = 1, Retransmissions = 3, Seconds = 9,
        });
        Assert.False(story.Registers(ProofKind.SccpRegister, Old).Case.Progress.Refuses(Goal));
    }

    [Fact]
    public void What_it_would_not_take_with_its_old_load_it_may_take_with_another()
    {
        Story story = new Story().Takes(Goal + ".loads").Registers(ProofKind.SccpRegister, Old);
        Assert.False(story.Alarms(Bridge).Registers(ProofKind.SccpRegister, Bridge).Case.Progress.Refuses(Goal));
    }

    [Fact]
    public void An_image_that_it_had_whole_three_times_and_did_not_come_up_with_is_refused()
    {
        Story story = new();
        for (int i = 0; i < 3; i++) story.Takes("P0030801SR02.sb2");
        Assert.True(story.Registers(ProofKind.SipRegister).Case.Progress.Refuses("P0030801SR02"));
    }

    [Fact]
    public void A_load_that_it_asks_for_again_is_not_the_one_it_runs()
    {
        Story story = new Story().Asks("OS79XX.TXT").Takes("P0S3-04-4-00.bin").Asks("OS79XX.TXT")
            .Takes("P0S3-05-3-00.bin");
        Assert.Equal("P0S3-05-3-00", story.Case.Progress.Runs);
        Assert.Equal("P0S3-04-4-00", story.Gets("P0S3-05-3-00.bin").Case.Progress.Runs);
    }

    [Fact]
    public void A_list_that_a_loader_asks_for_again_some_seconds_later_it_does_not_believe()
    {
        Story story = new Story().Asks(Trust).Takes("P0030801SR02.loads").Wait(8).Takes("P0030801SR02.loads");
        Assert.True(story.Case.Progress.Distrusts("P0030801SR02"));
        Assert.False(story.Takes("P0S3-8-12-00.loads").Takes("P003-8-12-00.sbn")
            .Case.Progress.Distrusts("P0030801SR02"));
    }

    [Fact]
    public void A_list_that_is_asked_for_again_in_another_hunt_or_followed_is_believed()
    {
        Story story = new Story().Asks(Trust).Takes("P0030801SR02.loads").Wait(8).Asks(Trust)
            .Takes("P0030801SR02.loads");
        Assert.False(story.Case.Progress.Distrusts("P0030801SR02"));
        Assert.False(story.Wait(8).Takes("P0030801SR02.loads").Asks("P0030801SR02.sb2")
            .Case.Progress.Distrusts("P0030801SR02"));
    }

    [Fact]
    public void A_loader_is_in_once_the_phone_begins_anew()
    {
        Story story = new Story().Asks(Trust).Takes("P003-8-12-00.sbn");
        Assert.Equal(("P003-8-12-00", false), (story.Case.Progress.Loader, story.Case.Progress.IsLoaderIn));
        Assert.True(story.Asks(Trust).Case.Progress.IsLoaderIn);
    }

    private static Story Takes(Story story, params string[] names)
    {
        foreach (string name in names) story.Takes(name);
        return story;
    }
}
