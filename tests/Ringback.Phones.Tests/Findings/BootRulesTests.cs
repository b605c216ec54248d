using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Phones.Tests.Cases;

namespace Ringback.Phones.Tests.Findings;

/// <summary>What is wrong with a phone by what it asks and how its transfers end.</summary>
public sealed class BootRulesTests
{
    private const string Trust = "CTLSEP000E84C060A6.tlv";
    private const string Own = "SEP000E84C060A6.cnf.xml";
    private const string Sip = "P0S3-8-12-00";
    private const string Sr2 = "P0030801SR02";

    [Fact]
    public void A_phone_on_its_way_and_at_its_end_has_nothing_wrong_at_any_moment()
    {
        Story story = new Story().Told("OS79XX.TXT", Sip).Takes("P003-8-12-00.sbn").Asks(Trust).Told(Own, Sip)
            .Takes(Sip + ".loads", 400).Takes(Sip + ".sb2").Asks(Trust).Told("SIPDefault.cnf", Sip)
            .Takes("SIP000E84C060A6.cnf", 2_000).Asks("RINGLIST.DAT", "dialplan.xml")
            .Registers(ProofKind.SipRegister).Asks(Trust).Told(Own, Sip).Takes(Sip + ".loads", 400)
            .Told("SIPDefault.cnf", Sip).Registers(ProofKind.SipRegister);
        PhoneCase phone = new();
        foreach (PhoneEvent e in story.Events)
        {
            phone = phone.Apply(e, PhoneCatalogue.BuiltIn);
            Assert.Empty(phone.Findings().Select(f => f.Code));
        }
    }

    [Theory]
    [InlineData("P0S3-06-3-00\n.sbn", "line feed")]
    [InlineData("P0S3-06-3-00 .sbn", "position 13")]
    public void A_byte_too_many_is_found_in_whatever_log_with_its_place(string name, string word)
    {
        Problem found = Only(new Story().Asks("OS79XX.TXT").Add(new FileAsked
        {
            At = default, Name = name, Outcome = AskOutcome.Served, Origin = new LineOrigin("tftpd32.log", 17),
        }), "stray-character-in-name");
        Assert.Contains(word, found.Message);
        Assert.Equal(("OS79XX.TXT", "P0S3-06-3-00"), (found.Place?.File, found.Fix));
        Assert.Equal("line:tftpd32.log/17", Assert.Single(found.Evidence).Origin);
    }

    [Fact]
    public void A_name_in_other_letters_is_found_with_the_one_that_was_meant()
    {
        Problem found = Only(new Story().Gets("p0s3-8-12-00.loads").Add(new NameForgiven
        {
            At = default, Name = "p0s3-8-12-00.loads", Shown = "p0s3-8-12-00.loads", Meant = Sip + ".loads",
            Code = "wrong-case-in-name", Advice = "Nothing.",
        }), "wrong-case-in-name");
        Assert.Contains(Sip + ".loads", found.Message);
        Assert.Equal(ProblemSeverity.Info, found.Severity);
    }

    [Fact]
    public void An_image_that_is_not_here_is_found_until_the_phone_comes_up_without_it()
    {
        Story story = new Story().Asks("OS79XX.TXT", "P0S3-06-3-00.bin");
        Only(story, "file-missing-fatal");
        Assert.Empty(Codes(story.Asks("SIPDefault.cnf").Registers(ProofKind.SipRegister)));
    }

    [Fact]
    public void A_list_whose_part_is_not_here_is_an_incomplete_set() => Only(
        new Story().Asks(Trust).Takes("SCCP41.8-5-2S.loads").Asks("jar41sccp.8-5-2.sbn"), "load-set-incomplete");

    [Fact]
    public void A_list_that_is_not_here_before_its_image_comes_is_nothing() =>
        Assert.Empty(Codes(new Story().Asks(Trust, "P0S3-06-3-00.loads").Takes("P0S3-06-3-00.sbn")));

    [Fact]
    public void A_phone_that_was_reset_and_has_no_list_is_found() => Only(new Story().Asks("term61.default.loads",
        "term61.default.loads", "term61.default.loads"), "default-manifest-loop");

    [Fact]
    public void A_trust_list_that_is_asked_for_a_few_times_is_nothing_and_for_long_a_loop()
    {
        Story story = new Story().Asks(Trust, Trust, Trust, Trust, Trust);
        Assert.Empty(Codes(story));
        Assert.Equal(ProblemConfidence.Possible, Only(story.Asks(Trust, Trust, Trust), "ctlsep-loop").Confidence);
    }

    [Fact]
    public void Signed_configurations_only_are_a_trust_list_from_elsewhere() => Only(
        new Story().Asks(Trust + ".sgn", Own + ".sgn", "SIP000E84C060A6.cnf.sgn"), "trust-list-blocks-config");

    [Fact]
    public void A_long_name_that_was_read_and_passed_over_is_found() => Only(new Story().Asks("OS79XX.TXT", Own)
        .Registers(ProofKind.SccpRegister).Told("OS79XX.TXT", "P0S3-06-3-00").Asks(Own), "os79xx-ignored");

    [Fact]
    public void A_hunt_that_repeats_itself_is_a_loop_and_one_with_an_address_each_time_is_not()
    {
        string[] hunt = [Trust, Own, "SIP000E84C060A6.cnf", "MGC000E84C060A6.cnf", "XMLDefault.cnf.xml"];
        Story loops = new(), starts = new();
        for (int i = 0; i < 4; i++)
        {
            loops.Asks(hunt).Wait(20);
            starts.Discovers().Asks(hunt).Wait(20);
        }

        Only(loops, "boot-loop");
        Assert.Empty(Codes(starts));
    }

    [Fact]
    public void Two_transfers_that_nobody_answered_are_found_until_one_is()
    {
        Story story = new Story().Gets(Own).Ends(Own, TransferOutcome.NeverAnswered);
        Assert.Empty(Codes(story));
        Only(story.Gets("SIPDefault.cnf").Ends("SIPDefault.cnf", TransferOutcome.NeverAnswered),
            "replies-not-reaching-phone");
        Assert.Empty(Codes(story.Takes("SIP000E84C060A6.cnf")));
    }

    [Fact]
    public void A_phone_that_fell_silent_in_a_file_is_found_until_it_asks_again()
    {
        Story story = new Story().Asks(Trust).Takes(Sip + ".sb2", outcome: TransferOutcome.Stalled);
        Only(story, "transfer-stalled");
        Assert.Empty(Codes(story.Gets(Sip + ".sb2")));
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(20, true)]
    public void A_path_that_loses_one_packet_in_twenty_is_found(int again, bool isFound)
    {
        Story story = new Story().Gets(Own).Add(new TransferEnded
        {
            At = default, Name = Own, Outcome = TransferOutcome.Delivered, Bytes = 51_200, Length = 51_200,
            Blocks = 101, Retransmissions = again, Seconds = 9,
        });
        Assert.Equal(isFound ? ["lossy-path"] : [], Codes(story));
    }

    [Theory]
    [InlineData(Own, 11, "config-too-large")]
    [InlineData("P0S3-8-12-00.sb2", 11, "image-too-large")]
    public void An_ERROR_of_the_phone_tells_what_it_cannot_take(string name, int code, string found) => Only(
        new Story().Asks(Trust).Gets(name).Ends(name, TransferOutcome.PhoneError, error: code, says: " "), found);

    [Fact]
    public void An_ERROR_right_after_a_large_packet_tells_that_it_was_too_large() => Only(
        new Story().Asks(Trust).Gets(Own).Add(new TransferEnded
        {
            At = default, Name = Own, Outcome = TransferOutcome.PhoneError, PhoneErrorCode = 0, BlockSize = 1428,
            Bytes = 0, Length = 5_000, Blocks = 4, Retransmissions = 0, Seconds = 0.1,
        }), "block-too-large");

    [Fact]
    public void An_ERROR_whose_code_is_not_known_tells_nothing() => Assert.Empty(
        Codes(new Story().Asks(Trust).Gets(Own).Ends(Own, TransferOutcome.PhoneError, says: "no")));

    [Theory]
    [InlineData(8, true)]
    [InlineData(30, false)]
    public void A_list_that_is_asked_for_once_more_after_some_seconds_shows_a_missing_key(int pause, bool isFound)
    {
        Story story = new Story().Asks(Trust).Told(Own, Sr2).Takes(Sr2 + ".loads").Wait(pause).Gets(Sr2 + ".loads");
        Assert.Equal(isFound ? ["signing-key-gap"] : [], Codes(story));
        Assert.Empty(Codes(story.Gets(Sr2 + ".sbn")));
    }

    [Fact]
    public void An_image_that_was_never_confirmed_is_not_rejected_by_another_question() => Assert.Empty(
        Codes(new Story().Asks(Trust).Takes(Sip + ".sb2", outcome: TransferOutcome.Unconfirmed).Gets(Sip + ".sb2")));

    [Fact]
    public void An_image_that_was_had_whole_and_is_asked_for_again_may_be_rejected_and_twice_is()
    {
        Story story = new Story().Asks(Trust).Takes(Sip + ".sb2").Takes(Sip + ".sb2");
        Assert.Equal(ProblemConfidence.Possible, Only(story, "image-rejected").Confidence);
        Assert.Equal(ProblemConfidence.Likely, Only(story.Takes(Sip + ".sb2"), "image-rejected").Confidence);
        Assert.Empty(Codes(story.Registers(ProofKind.SipRegister)));
    }

    [Fact]
    public void Old_code_that_hunts_again_after_the_universal_loader_has_rejected_it() => Only(
        new Story().Asks("OS79XX.TXT").Takes("P003-8-12-00.sbn").Asks("OS79XX.TXT"), "image-rejected");

    [Fact]
    public void A_part_that_nobody_answered_is_no_rejection() => Assert.Empty(Codes(new Story().Asks(Trust)
        .Takes("SCCP41.9-4-2SR3-1S.loads").Gets("jar41sccp.9-4-2.sbn").Wait(60)
        .Registers(ProofKind.SccpRegister, "SCCP41.8-2-1S")));

    [Theory]
    [InlineData("Cisco Systems, Inc. IP Phone CP-7960G", "1,66,6,3,15,150,35,151", BootCode.Universal)]
    [InlineData("Cisco Systems, Inc. IP Phone CP-7960G", "1,66,6,3,15,150,35", BootCode.Unknown)]
    [InlineData("Cisco Systems, Inc. IP Phone", "1,66,6,3,15,150,35", BootCode.Early)]
    [InlineData("Cisco Systems, Inc. IP Phone", "1,3,6", BootCode.Unknown)]
    [InlineData("Cisco Systems, Inc. IP Phone CP-7941G", "1,66,6,3,15,150,35,151", BootCode.Unknown)]
    public void The_first_message_of_a_7940_tells_its_generation(string vendorClass, string wants, BootCode code)
    {
        Story story = new Story().Discovers(vendorClass, [.. wants.Split(',').Select(int.Parse)]);
        Assert.Equal(code, story.Case.BootCode);
        Assert.Equal(BootCode.Early, story.Asks("OS79XX.TXT").Case.BootCode);
    }

    private static Problem Only(Story story, string code)
    {
        Problem found = Assert.Single(story.Case.Findings());
        Assert.Equal(code, found.Code);
        Assert.NotEmpty(found.Evidence);
        Assert.NotEqual("", found.Advice);
        return found;
    }

    private static string[] Codes(Story story) => [.. story.Case.Findings().Select(f => f.Code)];
}
