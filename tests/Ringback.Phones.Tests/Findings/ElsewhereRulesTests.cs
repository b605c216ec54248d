using System.Net;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Findings;
using Ringback.Phones.Identification;
using Ringback.Phones.Tests.Cases;

namespace Ringback.Phones.Tests.Findings;

/// <summary>What is wrong with a phone by somebody else's log, which may leave out answers, ports and times.</summary>
public sealed class ElsewhereRulesTests
{
    private const string Trust = "CTLSEP000E84C060A6.tlv";
    private const string Own = "SEP000E84C060A6.cnf.xml";
    private const string OwnSip = "SIP000E84C060A6.cnf";
    private const string OwnMgcp = "MGC000E84C060A6.cnf";
    private const string Default = "XMLDefault.cnf.xml";
    private const string Sip = "P0S3-8-12-00";

    private static readonly string[] Hunt = [Trust, Own, OwnSip, OwnMgcp, Default, "SIPDefault.cnf", "MGCDefault.cnf"];

    [Fact]
    public void Questions_without_answers_are_no_fault() => Assert.Empty(Codes(new Story().Elsewhere()
        .Questions(Trust, Own, Sip + ".loads").Wait(24).Questions("SIPDefault.cnf", "./" + OwnSip, "RINGLIST.DAT")));

    [Fact]
    public void A_healthy_phone_of_each_kind_has_nothing_wrong()
    {
        Assert.Empty(Codes(new Story().Elsewhere().Asks(Trust).Gets(Own).Gets(Sip + ".loads").Wait(24)
            .Gets("SIPDefault.cnf").Gets("./" + OwnSip).Gets("RINGLIST.DAT").Gets("dialplan.xml")));
        Assert.Empty(Codes(new Story().Elsewhere().Takes("term75.default.loads", 666).Takes("jar75sip.9-4-2ES26.sbn")
            .Takes("cnu75.9-4-2ES26.sbn").Gets("apps75.9-4-2ES26.sbn")));
        Assert.Empty(Codes(new Story().Elsewhere().Questions("CTLSEP001AA192AB6D.tlv", "WLAN001AA192AB6D.xml",
            "WLANDefault.xml", "SEP001AA192AB6D.cnf.xml", "Ringlist.xml", "English_United_States/7921-font.dat")));
        Assert.Empty(Codes(new Story().Elsewhere().Asks("ata001122aabb01").Gets("atadefault.cfg")));
    }

    [Theory]
    [InlineData(50101, "0,1,5,9")]
    [InlineData(50101, "0,4,8,12,16")]
    [InlineData(0, "0,1,5,9")]
    [InlineData(0, "0,4,8,12,16")]
    public void What_is_repeated_at_the_pace_of_a_phone_without_an_answer_got_none(int port, string seconds) =>
        First(new Story().Elsewhere().At(Trust, AskOutcome.Unknown, Sends(seconds, port)),
            "replies-not-reaching-phone");

    [Fact]
    public void A_server_that_says_it_answered_does_not_change_that() => First(new Story().Elsewhere()
        .At(Trust, AskOutcome.NotHere, Sends("0,1,5,9", 50101)).Wait(3)
        .At(Own, AskOutcome.Served, Sends("0,1,5,9", 50102)), "replies-not-reaching-phone");

    [Theory]
    [InlineData("0,1")]
    [InlineData("0,60,120,180")]
    [InlineData("0,0,0,0")]
    public void Another_pace_is_no_lost_answer(string seconds) => Assert.DoesNotContain("replies-not-reaching-phone",
        Codes(new Story().Elsewhere().At(Own, AskOutcome.Unknown, Sends(seconds, 0))));

    [Fact]
    public void An_answer_that_arrives_in_the_end_ends_it() => Assert.Empty(Codes(new Story().Elsewhere()
        .At(Trust, AskOutcome.NotHere, Sends("0,1,5,9", 50101)).Gets(Own).Gets(Sip + ".loads")));

    [Theory]
    [InlineData(AskOutcome.NotHere)]
    [InlineData(AskOutcome.Unknown)]
    [InlineData(AskOutcome.Served)]
    public void A_SIP_phone_without_its_file_polls(AskOutcome outcome)
    {
        Story story = new Story().Elsewhere().Takes(Sip + ".sb2").Wait(50).Gets("SIPDefault.cnf")
            .At(OwnSip, outcome, Sends("0,31,62,93", 50075));
        First(story, "unprovisioned-polling");
        First(story.At(OwnSip, outcome, Sends("0,1,5,9", 50080)), "unprovisioned-polling");
        Assert.Empty(Codes(story.Registers(ProofKind.SipRegister)));
    }

    [Fact]
    public void A_phone_without_any_configuration_looks_again_and_again()
    {
        Story story = new Story().Elsewhere();
        for (int i = 0; i < 3; i++) story.Asks(Trust, Own, Default).Wait(60);
        First(story, "unprovisioned-polling");
    }

    [Fact]
    public void A_loader_without_an_application_hunts_at_its_own_pace()
    {
        Story story = new Story().Elsewhere();
        for (int i = 0; i < 3; i++) story.Asks(Trust).Gets(Own).Wait(22);
        Problem found = First(story, "boot-loop");
        Assert.Equal((ProblemSeverity.Error, ProblemConfidence.Likely), (found.Severity, found.Confidence));
        Assert.Contains("Protocol Application Invalid", found.Message);
    }

    [Fact]
    public void Nothing_at_all_is_told_once_the_phone_has_looked_everywhere() =>
        First(new Story().Elsewhere().Asks(Hunt), "file-missing-fatal");

    [Theory]
    [InlineData("P0S3-8-12-00.bin.loads", "load-with-extension")]
    [InlineData("SCCP41.8-5-2S.loads.loads", "load-with-extension")]
    [InlineData("P0S3-08-12-00.loads", "misspelled-load-name")]
    [InlineData("SCCP41.9-4-2SR3-1.loads", "misspelled-load-name")]
    [InlineData("SIP41.8-5-4S.loads", "file-missing-fatal")]
    [InlineData("P0S3-8-12-00.loads", "file-missing-fatal")]
    [InlineData("P0S3-8-12-00\r.loads", "stray-character-in-name")]
    [InlineData("P00303020214.loads", "signed-to-unsigned")]
    [InlineData("p0s3-8-12-00.loads", "wrong-case-in-name")]
    [InlineData("Jar70sccp.8-3-2.sbn", "wrong-case-in-name")]
    [InlineData("jar41sccp.8-5-2.sbn", "load-set-incomplete")]
    [InlineData("P0S3-8-12-00.sb2", "load-set-incomplete")]
    public void A_name_that_is_not_there_tells_why(string name, string code) =>
        First(new Story().Elsewhere().Asks(Trust).Gets(Own).Asks(name), code);

    [Fact]
    public void A_rule_of_the_server_that_cuts_the_name_is_the_fault_and_not_the_file()
    {
        First(Rewritten("P0030801SR02.loads", "firmware/7940/P0030801SR"), "server-rewrites-name");
        First(Rewritten("P0030801SR02.loads", "firmware/7940/P0030801SR02.loads"), "file-missing-fatal");
        Assert.Empty(Codes(Rewritten(Trust, "trust/ctl")));
    }

    [Fact]
    public void A_file_that_the_server_refuses_is_there_and_cannot_be_read()
    {
        First(new Story().Elsewhere().Asks(Trust).Add(Refused(Own)), "file-unreadable");
        Assert.Empty(Codes(new Story().Asks(Trust).Add(Refused(Own))));
    }

    [Theory]
    [InlineData(AskOutcome.NotHere, "library")]
    [InlineData(AskOutcome.Unknown, "8.5(2)")]
    [InlineData(AskOutcome.Served, "8.5(2)")]
    public void A_default_list_again_and_again_is_told_with_what_to_offer(AskOutcome outcome, string advice) =>
        Assert.Contains(advice, First(new Story().Elsewhere().At("term06.default.loads", outcome,
            Sends("0,1,147,148,240", 0)), "default-manifest-loop").Advice);

    [Theory]
    [InlineData("SCCP41.9-4-2SR3-1S.loads", null, "signing-key-gap")]
    [InlineData("SCCP45.8-5-2S.loads", "SCCP45.9-4-2SR3-1S", "hardware-too-new-for-load")]
    public void A_list_that_is_had_again_and_again_and_followed_never_is_not_believed(
        string list, string? runs, string code)
    {
        Story story = new Story().Elsewhere();
        if (runs is not null) story.Alarms(runs);
        for (int i = 0; i < 3; i++) story.Asks(Trust).Takes(Own, 900).Takes(list, 700).Wait(40);
        First(story, code);
    }

    [Fact]
    public void Loads_of_two_protocols_in_turn_are_the_fault_of_OS79XX_TXT_or_of_two_files()
    {
        Story early = new Story().Elsewhere(), late = new Story().Elsewhere(), same = new Story().Elsewhere();
        foreach (string[] load in (string[][])[["P0S3-06-3-00", "P0S3-8-12-00", "P0S3-8-12-00"],
            ["P00305000301", "P0030801SR02", "P0S3-07-5-00"], ["P0S3-06-3-00", "P0S3-8-12-00", "P0S3-8-12-00"]])
        {
            early.Questions("OS79XX.TXT", load[0] + ".sbn").Wait(60);
            late.Questions(Trust, Own, load[1] + ".loads", load[1] + ".sb2").Wait(60);
            same.Questions(Trust, Own, load[2] + ".loads", load[2] + ".sb2").Wait(60);
        }

        First(early, "os79xx-foreign-prefix");
        First(late, "protocol-mismatch");
        First(same, "image-version-mismatch");
    }

    [Fact]
    public void A_phone_that_was_led_over_a_bridge_of_the_other_protocol_went_in_no_circle()
    {
        Story story = new Story().Starts("SIP41.9-4-2SR3-1S", BootCode.Universal, "Bridge", "Take it");
        foreach (string load in (string[])["SIP41.9-4-2SR3-1S", "SCCP41.8-5-2S", "SIP41.9-4-2SR3-1S"])
            story.Asks(Trust).Takes(Own, 900).Takes(load + ".loads", 700).Wait(60);
        story.Registers(ProofKind.SipRegister, "SIP41.9-4-2SR3-1S");
        Assert.DoesNotContain(story.Add(new ConversionProved
        {
            At = default, Mac = Story.Mac, Target = "SIP41.9-4-2SR3-1S", Load = "SIP41.9-4-2SR3-1S",
            Protocol = PhoneProtocol.Sip, Via = ProofKind.SipRegister,
        }).Case.Findings(), f => f.Code is "protocol-mismatch");
    }

    [Fact]
    public void A_configuration_wins_over_OS79XX_TXT_within_one_protocol() => First(new Story().Told("OS79XX.TXT",
        "P0S3-06-0-00").Told("SIPDefault.cnf", "P0S3-06-3-00").Gets("P0S3-06-3-00.sbn"), "config-overrides-os79xx");

    [Fact]
    public void An_image_that_is_begun_again_and_again_is_told_and_lost_packets_before_it()
    {
        Story story = new Story().Elsewhere().Asks(Trust).Gets(Own).Gets(Sip + ".loads");
        for (int i = 0; i < 3; i++)
            story.Gets(Sip + ".sb2", 756_524).Ends(Sip + ".sb2", TransferOutcome.Stalled, bytes: 51_200).Wait(60);
        First(story, "transfer-restarted");
    }

    [Fact]
    public void A_language_that_is_missing_is_information_and_the_phone_is_healthy()
    {
        Story story = new Story().Elsewhere().Asks(Trust).Gets("SEP001122AABBF1.cnf.xml")
            .Asks("German_Germany/mk-sccp.jar", "ringlist.xml");
        Assert.Equal(["locale-missing", "file-missing-harmless"], Codes(story));
        Assert.Equal(PhoneVerdict.Healthy, PhoneVerdicts.Of(story.Case.Findings()));
    }

    [Fact]
    public void A_registration_that_is_refused_is_told_until_one_is_not()
    {
        Story story = new Story().Elsewhere().Asks(Trust).Gets(Own).Add(new RegistrationRefused
        {
            At = default, Mac = Story.Mac, Via = ProofKind.SipRegister, Because = "403 Forbidden",
        });
        Assert.Contains("403 Forbidden", First(story, "registration-rejected").Message);
        Assert.Empty(Codes(story.Registers(ProofKind.SipRegister)));
    }

    [Theory]
    [InlineData(ServerRole.Sccp, "192.0.2.9", false, "no-call-manager")]
    [InlineData(ServerRole.Sccp, "192.0.2.9", true, null)]
    [InlineData(ServerRole.Tftp, "49.48.46.48", false, "option-150-malformed")]
    public void A_server_that_a_phone_turns_to_in_a_capture_tells(
        ServerRole role, string server, bool answers, string? code)
    {
        Story story = new Story().Elsewhere().Asks(Trust).Gets(Own);
        foreach (bool answered in (bool[])[false, answers])
        {
            story.Add(new ServerTried
            {
                At = default, Mac = Story.Mac, Server = IPAddress.Parse(server), Port = 2000, Role = role,
                Answered = answered,
            });
        }

        story.Wait(20).Gets("Ringlist.xml");
        if (code is null) Assert.Empty(Codes(story));
        else First(story, code);
    }

    [Theory]
    [InlineData("P0S3-08-12-00.loads", "misspelled-load-name")]
    [InlineData("P0S3-8-12-00.bin.loads", "load-with-extension")]
    public void A_name_that_is_wrong_by_itself_is_told_without_an_answer(string name, string code) =>
        First(new Story().Elsewhere().Questions(Trust, Own, name), code);

    [Fact]
    public void A_list_that_is_asked_for_once_more_is_not_believed_in_a_log_without_ends_too() => First(
        new Story().Elsewhere().Questions(Trust, Own)
            .At("P0030801SR02.loads", AskOutcome.Unknown, (0, 50001), (9, 50002)),
        "signing-key-gap");

    [Theory]
    [InlineData("25: Name=SEP000E84C060A6 Load=8.1(2) Last=Phone-Reg-Rej", "registration-rejected")]
    [InlineData("20: Name=SEP000E84C060A6 Load Rejected HC", "hardware-too-new-for-load")]
    public void An_alarm_tells_of_the_time_before(string text, string code) => First(new Story().Elsewhere().Add(
        new AlarmReceived { At = default, Mac = Story.Mac, Text = text }), code);

    [Theory]
    [InlineData("W310 3 parse errors in SIPDefault.cnf", "config-bad-line")]
    [InlineData("Protocol Application Invalid", "boot-loop")]
    [InlineData("TFTP Error : File Auth Error", "signing-key-gap")]
    [InlineData("Load rejected - hardware compatibility mismatch", "hardware-too-new-for-load")]
    public void What_a_phone_says_of_itself_is_a_finding(string text, string code) => Assert.Contains(text,
        First(new Story().Elsewhere().Asks(Trust).Add(new PhoneSaid { At = default, Text = text }), code).Message);

    [Theory]
    [InlineData("JVM: CLI started")]
    [InlineData("Requesting configuration")]
    [InlineData("No CTL installed")]
    public void What_every_start_says_is_none(string text) => Assert.Empty(
        Codes(new Story().Elsewhere().Asks(Trust).Add(new PhoneSaid { At = default, Text = text })));

    [Fact]
    public void A_source_that_tells_nothing_of_files_shows_no_phone_that_asks_for_none()
    {
        PhoneCase phone = new Story().Elsewhere().Discovers().Add(Leased()).Discovers().Add(Leased()).Case;
        Assert.Equal("no-tftp-request-after-lease", Assert.Single(phone.Findings()).Code);
        Assert.Empty(PhoneFindings.Of(phone, phone.LastSeen, showsFiles: false));
    }

    [Fact]
    public void The_worst_severity_is_the_verdict()
    {
        Assert.Equal(PhoneVerdict.Healthy, PhoneVerdicts.Of([]));
        Assert.Equal(PhoneVerdict.Attention, PhoneVerdicts.Of(new Story().Elsewhere().Asks(Hunt).Case.Findings()));
        Assert.Equal(PhoneVerdict.Fault, PhoneVerdicts.Of(
            new Story().Elsewhere().Asks(Trust).Gets(Own).Asks("P0S3-8-12-00.loads").Case.Findings()));
    }

    private static AddressAnswered Leased() => new()
    {
        At = default, Mac = Story.Mac, Answer = AddressAnswer.Leased, Given = Story.Phone,
    };

    private static FileAsked Refused(string name) => new()
    {
        At = default, Mac = Story.Mac, Name = name, Outcome = AskOutcome.Refused,
    };

    private static Story Rewritten(string name, string lookedFor) => new Story().Elsewhere().Add(new FileAsked
    {
        At = default, Name = name, Outcome = AskOutcome.NotHere, LookedFor = lookedFor,
    });

    private static (int, int)[] Sends(string seconds, int port) =>
        [.. seconds.Split(',').Select(s => (int.Parse(s), port))];

    private static Problem First(Story story, string code)
    {
        Problem found = story.Case.Findings()[0];
        Assert.Equal(code, found.Code);
        Assert.NotEmpty(found.Evidence);
        Assert.All(found.Evidence.Where(e => e.Origin is not null), e => Assert.StartsWith("line:", e.Origin));
        Assert.NotEqual("", found.Advice);
        return found;
    }

    private static string[] Codes(Story story) => [.. story.Case.Findings().Select(f => f.Code)];
}
