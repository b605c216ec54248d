using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Profiles;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Tests.Bench;
using static Ringback.Workbench.Tests.Bench.PracticeBench;

namespace Ringback.Workbench.Tests.Desk;

/// <summary>Whatever is wanted of it and cannot be done: a phone comes up with something.</summary>
public sealed class NobodyStrandedTests : IDisposable
{
    private const string DualBoot = "OS79XX.TXT";
    private const string Default = "XMLDefault.cnf.xml";

    private readonly PracticeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_phone_without_a_name_gets_nothing_while_single_phones_go_another_way()
    {
        _bench.Scratch.Write("root/OS79XX.TXT", "P003-8-12-00");
        CaseDesk desk = Open("sip", "mgcp");
        Assert.IsType<NotHere>(desk.Ask(Simulated, DualBoot));
        Assert.IsType<NotHere>(desk.Ask(Simulated, "SIPDefault.cnf"));
        Assert.Empty(await _bench.EventsAsync<ConversionStarted>());
        Assert.Contains("P003-07-7-00", Text(desk.Ask(Simulated, Sep)));
        Assert.Equal("P003-07-7-00", Text(desk.Ask(Simulated, DualBoot)));
    }

    [Theory]
    [InlineData("sip")]
    [InlineData(null)]
    public void A_phone_without_a_name_gets_what_all_of_them_would_get(string? own) =>
        Assert.Equal("P003-8-12-00", Text(Open("sip", own).Ask(Simulated, DualBoot)));

    [Fact]
    public async Task A_phone_that_has_taken_a_loader_is_led_on_to_something_that_runs()
    {
        CaseDesk desk = Open("sip", null);
        desk.Ask(Simulated, DualBoot);
        desk.Take(Simulated, "P003-8-12-00.sbn");
        desk.Record(new OrderGiven
        {
            At = default, Id = Mac.ToString(), Revision = 1, Author = "anna", For = Mac, Goal = "P0S3-07-4-00",
            Armed = true,
        });
        foreach (string name in (string[])[Trust, Sep, Own]) desk.Ask(Simulated, name);
        Assert.Contains(Sip, Text(desk.Ask(Simulated, Own)));
        Assert.IsType<Serve>(desk.Ask(Simulated, Sip + ".loads"));
        desk.Take(Simulated, Sip + ".sb2");
        Assert.Contains(Sip, Assert.Single(await _bench.EventsAsync<ConversionRefused>()).Reason);
        // With an application it can wait for its goal.
        desk.Ask(Simulated, Trust);
        Assert.DoesNotContain("P0S3", Text(desk.Ask(Simulated, Own)));
    }

    [Fact]
    public void A_phone_that_finds_nothing_to_load_in_the_default_file_gets_its_own_the_next_time()
    {
        CaseDesk desk = Open("sip", null);
        foreach (string name in (string[])[Trust, "ITLFile.tlv"]) desk.Ask(Simulated, name);
        Assert.IsType<NotHere>(desk.Ask(Simulated, Sep));
        desk.Ask(Simulated, Default);
        foreach (string name in (string[])[Trust, "ITLFile.tlv"]) desk.Ask(Simulated, name);
        string own = Text(desk.Ask(Simulated, Sep));
        Assert.Contains("127.0.0.1", own);
        Assert.DoesNotContain("P0S3", own);
        Assert.DoesNotContain(".9-0-1S", own);
    }

    [Theory]
    [InlineData("sip")]
    [InlineData("P0S3-8-12-00")]
    public void A_goal_of_one_family_does_not_leak_to_another(string goal)
    {
        CaseDesk desk = Open(goal, null);
        desk.Ask(Simulated, Trust);
        Assert.IsType<NotHere>(desk.Ask(Simulated, Sep));
        string list = Text(desk.Ask(Simulated, Default));
        Assert.Contains($"<loadInformation8>{Sip}</loadInformation8>", list);
        Assert.DoesNotContain("loadInformation115", list);
    }

    [Fact]
    public async Task A_phone_of_another_family_is_told_why_and_still_gets_what_it_comes_up_with()
    {
        CaseDesk desk = Open("P0S3-8-12-00", null);
        desk.Ask(Simulated, Sep);
        byte[] profile = Encoding.Latin1.GetBytes(Text(desk.Ask(Simulated, "gk000e84c060a6")));
        Assert.True(CompiledProfile.TryRead(profile, out CompiledProfile? read, out _));
        Assert.DoesNotContain(read.Entries, e => e.Tag == 0x1100);
        Assert.Contains("no load for a 7912", Assert.Single(await _bench.EventsAsync<ConversionRefused>()).Reason);
        Assert.DoesNotContain("P0S3", Text(desk.Ask(Simulated, Sep)));
    }

    [Fact]
    public async Task A_proved_phone_whose_package_has_gone_still_gets_its_file()
    {
        CaseDesk desk = Open("sccp", null);
        desk.Record(new AlarmReceived { At = default, Address = Simulated.Address, Mac = Mac, Text = "", Load = Sip });
        desk.Ask(Simulated, Own);
        desk.Take(Simulated, Sccp + ".sb2");
        desk.Register(Simulated, ProofKind.SccpRegister, Sccp);
        Assert.Equal(ConversionStatus.Proved, Assert.Single(desk.Cases).Conversion?.Status);
        File.Delete(Path.Combine(_bench.Library, Sccp + ".sb2"));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        desk.Ask(Simulated, Trust);
        Assert.Contains("127.0.0.1", Text(desk.Ask(Simulated, Sep)));
        Assert.Empty(await _bench.EventsAsync<ConversionRefused>());
    }

    /// <summary>A desk with a goal for every phone, and a phone of its own goal where there is one.</summary>
    private CaseDesk Open(string every, string? own)
    {
        DeskOptions options = (_bench.Options(every) with { SccpPort = 12_000, SipPort = 15_060 }).Desk;
        if (own is not null)
        {
            options = options with
            {
                Phones = new Dictionary<MacAddress, PhoneOrder>
                {
                    [Mac] = new PhoneOrder(null, Goal.TryParse(own, out Goal? goal) ? goal : null),
                },
            };
        }

        return new CaseDesk(options, _bench.Shelf(_bench.Clock), _bench.Journal, _bench.Clock, NullLogger.Instance);
    }
}
