using System.Net;
using System.Text.Json;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Workbench.Proofs;

namespace Ringback.Workbench.Tests.Proofs;

public sealed class ProofTests
{
    private const string Target = "P0030801SR02";
    private static readonly MacAddress Mac = MacAddress.Parse("02AB5C0079B1");
    private static readonly IPAddress Phone = IPAddress.Parse("192.0.2.40");
    private static readonly DateTimeOffset At = new(2025, 1, 6, 8, 0, 0, TimeSpan.Zero);

    private readonly List<PhoneEvent> _events =
    [
        new PhoneRegistered
        {
            At = At, Mac = Mac, Address = Phone, Via = ProofKind.MgcpRestart, DeviceName = "aaln/1@x", Model = "7940G",
        },
        new ConversionStarted
        {
            At = At.AddSeconds(10), Mac = Mac, Address = Phone, Goal = "sccp", Target = Target, From = BootCode.Early,
            Steps = ["Take it"],
        },
        new FileAsked
        {
            At = At.AddSeconds(20), Mac = Mac, Address = Phone, Name = Target + ".sbn", Outcome = AskOutcome.Served,
            Served = Target + ".sbn", Length = 600_000, Sha256 = new string('a', 64), Because = "it needs it",
        },
        new TransferEnded
        {
            At = At.AddSeconds(60), Mac = Mac, Address = Phone, Name = Target + ".sbn", Bytes = 600_000,
            Length = 600_000, Blocks = 1172, Retransmissions = 3, Seconds = 40, Outcome = TransferOutcome.Delivered,
        },
    ];

    [Fact]
    public void What_took_practice_images_is_no_proof_on_the_page_and_on_the_label()
    {
        ProofSheet real = Read(), practice = Read("practice");
        Assert.DoesNotContain("Practice", ProofHtml.Write([real]), StringComparison.Ordinal);
        Assert.Contains("Practice: no proof of a phone", ProofHtml.Write([practice]), StringComparison.Ordinal);
        Assert.EndsWith(" Practice", practice.Label, StringComparison.Ordinal);
    }

    [Fact]
    public void A_simulated_phone_proves_nothing_whatever_it_was_given()
    {
        _events[1] = (ConversionStarted)_events[1] with { IsSimulated = true };
        Prove();
        ProofSheet sheet = Read();
        Assert.True(sheet.IsPractice);
        string page = ProofHtml.Write([sheet]);
        Assert.Contains("A simulated 7940, an SCCP phone.", page, StringComparison.Ordinal);
        Assert.Contains("practice, no proof 6 January 2025, it rang", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_sentence_says_when_it_came_up_and_when_it_rang()
    {
        Prove();
        Assert.Contains("On 6 January 2025 at 08:02:01 UTC it registered over SCCP and said itself that it runs <code>"
            + "P0030801SR02</code>. At 08:02:20 its handset was lifted after it had rung.",
            ProofHtml.Write([Read()]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_the_library_says_is_practice_makes_it_practice() =>
        Assert.True(Read("practice").IsPractice);

    [Fact]
    public void What_was_fetched_and_has_not_shown_itself_is_a_state_of_its_own()
    {
        ProofSheet sheet = Read();
        Assert.Equal(ProofState.FlashedNotProved, sheet.Verdict.State);
        Assert.Contains("call server", sheet.Verdict.Advice);
        Assert.Equal((3, "genuine", 1), (sheet.Retries, sheet.Files[0].Authenticity, sheet.Files[0].Times));
        Assert.Equal(TransferOutcome.Delivered, sheet.Files[0].Outcome);
    }

    [Fact]
    public void What_names_the_wanted_load_itself_makes_it_certain_that_it_was_flashed_and_not_that_it_is_proved()
    {
        Add(new PhoneAnnounced { At = At, Via = AnnouncedBy.Cdp, Load = Target, Serial = "FCH0000CDP1" });
        ProofSheet sheet = Read();
        Assert.Equal((ProofState.FlashedNotProved, ProblemConfidence.Certain),
            (sheet.Verdict.State, sheet.Verdict.Confidence));
        Assert.Contains("has not registered here", sheet.Verdict.Advice);
        Assert.Equal("FCH0000CDP1", sheet.Serial);
        Assert.Contains(sheet.Verdict.Reasons, r => r.Contains("announces " + Target, StringComparison.Ordinal));
    }

    [Fact]
    public void Other_evidence_is_graded_and_stands_on_the_sheet()
    {
        _events.Insert(0, new AddressAsked { At = At, Mac = Mac, Ask = AddressAsk.Discover, VendorClass = "Cisco" });
        Add(new AddressAsked { At = At, Ask = AddressAsk.Discover, VendorClass = "Cisco Systems, Inc. IP Phone" });
        Add(new FileAsked { At = At, Name = "RINGLIST.DAT", Outcome = AskOutcome.NotHere });
        Add(new PageRead
        {
            At = At, Page = "/DeviceInformationX", Application = "P00303020214", Serial = "FCH0000TEST",
        });
        Add(new EndpointSpoke { At = At, Endpoint = "aaln/1@x", Sign = EndpointSign.Audited, Code = 200 });
        ProofSheet sheet = Read();
        Assert.Equal(["endpoint", "request", "page", "vendor-class"], sheet.Evidence.Select(e => e.Kind));
        Assert.Equal([ProblemConfidence.Likely, ProblemConfidence.Likely, ProblemConfidence.Possible,
            ProblemConfidence.Possible], sheet.Evidence.Select(e => e.Confidence));
        Assert.Equal((ProblemConfidence.Likely, "FCH0000TEST"), (sheet.Verdict.Confidence, sheet.Serial));
        string page = ProofHtml.Write([sheet]);
        Assert.Contains("What else speaks for it", page, StringComparison.Ordinal);
        Assert.Contains("FCH0000TEST", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_seen_before_the_conversion_proves_nothing_of_it()
    {
        _events.Insert(0, new PageRead { At = At, Mac = Mac, Page = "/x", Application = Target });
        Assert.Empty(Read().Evidence);
    }

    [Fact]
    public void A_phone_that_came_up_and_rang_is_proved_with_reasons()
    {
        Prove();
        ProofSheet sheet = Read();
        Assert.Equal((ProofState.Proved, true, 120d), (sheet.Verdict.State, sheet.Rang, sheet.Seconds));
        Assert.Contains(sheet.Verdict.Reasons, r => r.Contains("says itself", StringComparison.Ordinal));
        Assert.NotNull(Assert.Single(sheet.Steps).DoneAt);
        Assert.Equal(2, sheet.Registrations.Count);
    }

    [Fact]
    public void The_page_has_one_sheet_for_each_phone_and_takes_nothing_for_a_tag()
    {
        Prove();
        ProofSheet sheet = Read() with { Model = "<script>alert(1)</script>" };
        string page = ProofHtml.Write([sheet, sheet]);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<main class=\"sheet\">").Length - 1);
        Assert.Contains("class=\"qr\"", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_makes_no_formula_of_what_a_phone_says()
    {
        string table = ProofCsv.Write([Read() with { Model = "=cmd|' /C calc'!A0", Serial = "FCH1, \"x\"" }]);
        string line = table.Split('\n')[1];
        Assert.Contains("'=cmd|", line, StringComparison.Ordinal);
        Assert.Contains("\"FCH1, \"\"x\"\"\"", line, StringComparison.Ordinal);
        Assert.Contains("\"flashed, not proved\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sheet_is_written_as_JSON_with_the_names_of_the_journal()
    {
        Prove();
        JsonElement json = JsonSerializer.SerializeToElement(Read(), EventJson.Options);
        Assert.Equal("proved", json.GetProperty("verdict").GetProperty("state").GetString());
        Assert.Equal("02AB5C0079B1", json.GetProperty("mac").GetString());
    }

    private void Add(PhoneEvent e) => _events.Add(e with { Mac = Mac, Address = Phone });

    private void Prove() => _events.AddRange(
    [
        new AlarmReceived
        {
            At = At.AddSeconds(120), Mac = Mac, Address = Phone, Load = Target,
            Text = $"25: Name=SEP{Mac} Load={Target}",
        },
        new PhoneRegistered
        {
            At = At.AddSeconds(121), Mac = Mac, Address = Phone, Via = ProofKind.SccpRegister, DeviceName = $"SEP{Mac}",
            Load = Target, Model = "7940",
        },
        new ConversionProved
        {
            At = At.AddSeconds(130), Mac = Mac, Address = Phone, Target = Target, Via = ProofKind.SccpRegister,
            Protocol = Ringback.Catalogue.Loads.PhoneProtocol.Sccp, Load = Target,
        },
        new PhoneCalled
        {
            At = At.AddSeconds(140), Mac = Mac, Address = Phone, To = $"SEP{Mac}", Number = "3246",
            Stage = PhoneCallStage.Answered,
        },
    ]);

    private ProofSheet Read(string authenticity = "genuine")
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn);
        foreach (PhoneEvent e in _events) book.Apply(e);
        return ProofReading.Read(book.Find(Mac)!, _events, PhoneCatalogue.BuiltIn,
            hash => hash[0] == 'a' ? authenticity : null, At.AddDays(1), "0.1.0");
    }
}
