using System.Net;
using System.Threading.Channels;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Tests.Bench;
using static Ringback.Workbench.Tests.Bench.PracticeBench;

namespace Ringback.Workbench.Tests.Desk;

public sealed class CaseDeskTests : IDisposable
{
    private readonly PracticeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_conversion_from_SIP_to_SCCP_is_told_from_its_start_to_its_proof()
    {
        Convert(_bench.Desk("sccp"));
        string[] told = [.. (await _bench.EventsAsync()).Select(e => e.GetType().Name)];
        Assert.Equal(
        [
            "AlarmReceived", "FileAsked", "FileAsked", "ConversionStarted", "FileAsked", "FileAsked",
            "FileAsked", "TransferEnded",
            "FileAsked", "FileAsked", "FileAsked", "FileAsked", "TransferEnded",
            "FileAsked", "FileAsked", "FileAsked", "AlarmReceived", "PhoneRegistered", "ConversionProved",
        ], told);
    }

    [Fact]
    public async Task Forged_name_of_60_KB_is_kept_by_nobody()
    {
        CaseDesk desk = _bench.Desk(null);
        int longest = 0;
        ChannelReader<Recorded> told = desk.Watch();

        desk.Record(new PhoneRegistered
        {
            At = default, Address = Real.Address, Via = ProofKind.SipRegister, DeviceName = new string('A', 60_000),
        });

        while (told.TryRead(out Recorded? recorded))
            longest = Math.Max(longest, EventJson.Write(recorded.Event).Length);
        Assert.InRange(longest, EventTexts.Longest, 2 * EventTexts.Longest);
        Assert.All(await _bench.EventsAsync(), e => Assert.True(EventJson.Write(e).Length < 2 * EventTexts.Longest));
        Assert.True(Json(desk).Length < 4 * EventTexts.Longest, "The case remembers it.");
    }

    [Fact]
    public void The_case_of_a_converted_phone_says_so()
    {
        CaseDesk desk = _bench.Desk("sccp");
        Convert(desk);
        PhoneCase phone = Assert.Single(desk.Cases);
        Assert.Equal((Mac, Sccp, LoadEvidence.Stated, ConversionStatus.Proved),
            (phone.Mac, phone.Load, phone.LoadEvidence, phone.Conversion?.Status));
    }

    [Fact]
    public void The_phones_file_names_the_target_and_our_door()
    {
        CaseDesk desk = _bench.Desk("sccp");
        desk.Ask(Simulated, Own);
        string text = Text(desk.Ask(Simulated, Sep));
        Assert.Contains($"<loadInformation>{Sccp}</loadInformation>", text);
        Assert.Contains("<ethernetPhonePort>12000</ethernetPhonePort>", text);
    }

    [Fact]
    public void An_early_phone_is_led_to_the_loader_and_then_to_the_target()
    {
        CaseDesk desk = _bench.Desk("sip");
        Assert.Equal("P003-8-12-00", Text(desk.Ask(Simulated, "OS79XX.TXT")));
        Assert.Contains("P003-8-12-00", Text(desk.Ask(Simulated, "MGCDefault.cnf")));
        desk.Take(Simulated, "P003-8-12-00.sbn");
        desk.Ask(Simulated, Trust);
        Assert.Contains(Sip, Text(desk.Ask(Simulated, Sep)));
    }

    [Fact]
    public async Task The_step_to_the_loader_is_proved_by_the_loaders_own_request()
    {
        CaseDesk desk = _bench.Desk("sip");
        desk.Ask(Simulated, "OS79XX.TXT");
        desk.Take(Simulated, "P003-8-12-00.sbn");
        Assert.Empty(await _bench.EventsAsync<StepProved>());
        desk.Ask(Simulated, Trust);
        Assert.Equal(0, Assert.Single(await _bench.EventsAsync<StepProved>()).Step);
    }

    [Fact]
    public async Task The_way_of_an_old_phone_is_told_once_it_has_shown_which_it_goes()
    {
        Simulation.Practice.PracticeLibrary.Write(_bench.Library, Simulation.Practice.PracticeSizes.Small,
            Load.Parse("P00305000300"));
        CaseDesk desk = _bench.Desk("sip");
        Assert.Equal("P003-8-12-00", Text(desk.Ask(Simulated, "OS79XX.TXT")));
        Assert.Empty(await _bench.EventsAsync<ConversionStarted>());
        desk.Ask(Simulated, Sep);
        Assert.Contains("P00305000300", Assert.Single(await _bench.EventsAsync<ConversionStarted>()).Steps[0]);
    }

    [Fact]
    public async Task A_phone_whose_first_name_has_a_stray_byte_is_converted_too()
    {
        _bench.Desk("sip").Ask(Simulated, "P0030702T023\n.bin");
        Assert.Single(await _bench.EventsAsync<ConversionStarted>());
    }

    [Fact]
    public async Task A_computer_that_fetches_a_text_is_no_phone()
    {
        _bench.Scratch.Write("root/readme.txt", "hello");
        Assert.IsType<Serve>(_bench.Desk("sip").Ask(Simulated, "readme.txt"));
        Assert.Empty(await _bench.EventsAsync<ConversionStarted>());
    }

    [Fact]
    public async Task A_conversion_begins_once()
    {
        CaseDesk desk = _bench.Desk("sip");
        foreach (string name in (string[])[Trust, Sep, Sip + ".loads", Trust, Sep, "SIPDefault.cnf"])
            desk.Ask(Simulated, name);
        Assert.Single(await _bench.EventsAsync<ConversionStarted>());
    }

    [Fact]
    public async Task Without_the_application_the_conversion_is_refused_once_and_the_file_is_named()
    {
        File.Delete(Path.Combine(_bench.Library, Sip + ".sb2"));
        CaseDesk desk = _bench.Desk("sip");
        foreach (string name in (string[])[Trust, Sep]) Assert.IsType<NotHere>(desk.Ask(Simulated, name));
        foreach (string name in (string[])[Own, "SIPDefault.cnf", Sep])
            Assert.DoesNotContain("P0", Text(desk.Ask(Simulated, name)));
        ConversionRefused refused = Assert.Single(await _bench.EventsAsync<ConversionRefused>());
        Assert.Equal([Sip + ".sb2"], refused.Missing);
        Assert.Contains(Sip + ".sb2", refused.Reason);
    }

    [Fact]
    public async Task A_refused_conversion_begins_when_the_file_is_put_there()
    {
        string image = Path.Combine(_bench.Library, Sip + ".sb2");
        byte[] content = File.ReadAllBytes(image);
        File.Delete(image);
        CaseDesk desk = _bench.Desk("sip");
        desk.Ask(Simulated, Own);
        File.WriteAllBytes(image, content);
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<Serve>(desk.Ask(Simulated, Sep));
        Assert.Single(await _bench.EventsAsync<ConversionStarted>());
    }

    [Fact]
    public async Task A_real_phone_is_refused_a_practice_library()
    {
        CaseDesk desk = _bench.Desk("sip");
        Assert.DoesNotContain("image_version", Text(desk.Ask(Real, Own)));
        Assert.Contains("practice", Assert.Single(await _bench.EventsAsync<ConversionRefused>()).Reason);
    }

    [Theory]
    [InlineData(Sip + ".loads")]
    [InlineData(Sip + ".sb2")]
    [InlineData("P003-8-12-00.sbn")]
    [InlineData("P003-8-12-00.bin")]
    [InlineData("P003-8-12-00")]
    public void A_real_phone_never_gets_a_practice_image(string name) =>
        Assert.IsType<Refused>(_bench.Desk(null).Ask(Real, name));

    [Fact]
    public void Two_phones_have_a_root_of_their_own()
    {
        CaseDesk desk = _bench.Desk("sip");
        IPEndPoint other = new(IPAddress.Parse("127.0.0.2"), 51_000);
        desk.Ask(Simulated, "OS79XX.TXT");
        desk.Ask(other, "CTLSEP001B535CD3D6.tlv");
        Assert.Contains("P003-8-12-00", Text(desk.Ask(Simulated, "SIPDefault.cnf")));
        Assert.Contains("P0S3-8-12-00", Text(desk.Ask(other, "SIPDefault.cnf")));
    }

    [Fact]
    public async Task A_replay_gives_the_same_cases()
    {
        CaseDesk desk = _bench.Desk("sccp");
        Convert(desk);
        desk.Ask(Real, "OS79XX.TXT");
        Assert.Equal(Json(desk), Json(await _bench.RestartedAsync("sccp")));
    }

    [Fact]
    public async Task A_replay_records_nothing_anew()
    {
        Convert(_bench.Desk("sccp"));
        int before = (await _bench.EventsAsync()).Count;
        await _bench.RestartedAsync("sccp");
        Assert.Equal(before, (await _bench.EventsAsync()).Count);
    }

    [Fact]
    public async Task A_conversion_under_way_is_resumed_without_a_goal()
    {
        CaseDesk desk = _bench.Desk("sip");
        desk.Ask(Simulated, "OS79XX.TXT");
        desk.Take(Simulated, "P003-8-12-00.sbn");
        CaseDesk resumed = await _bench.RestartedAsync(null);
        resumed.Ask(Simulated, Trust);
        Assert.Contains(Sip, Text(resumed.Ask(Simulated, Sep)));
        Assert.Single(await _bench.EventsAsync<ConversionStarted>());
    }

    [Fact]
    public async Task A_conversion_that_is_done_is_not_taken_up_again_without_a_goal()
    {
        Convert(_bench.Desk("sccp"));
        CaseDesk later = await _bench.RestartedAsync(null);
        Assert.IsType<NotHere>(later.Ask(Simulated, Sep));
        Assert.Equal(ConversionStatus.Proved, Assert.Single(later.Cases).Conversion!.Status);
    }

    [Fact]
    public void An_old_phone_at_the_address_of_a_registered_one_is_another_phone()
    {
        CaseDesk desk = _bench.Desk("sccp");
        Convert(desk);
        desk.Ask(Simulated, "OS79XX.TXT");
        Assert.Equal([BootCode.Universal, BootCode.Early], desk.Cases.Select(c => c.BootCode));
    }

    [Fact]
    public async Task Another_goal_begins_another_conversion()
    {
        Convert(_bench.Desk("sccp"));
        CaseDesk desk = await _bench.RestartedAsync("sip");
        Assert.Contains(Sip, Text(desk.Ask(Simulated, Sep)));
        Assert.Equal([Sccp, Sip], (await _bench.EventsAsync<ConversionStarted>()).Select(c => c.Target));
    }

    [Fact]
    public async Task A_newer_package_does_not_divert_a_phone_on_its_way()
    {
        File.Move(Path.Combine(_bench.Library, Sip + ".sb2"), _bench.Scratch["later"]);
        Simulation.Practice.PracticeLibrary.Write(_bench.Library, Simulation.Practice.PracticeSizes.Small,
            Load.Parse("P0S3-08-9-00"));
        CaseDesk desk = _bench.Desk("sip");
        Assert.Contains("P0S3-08-9-00", Text(desk.Ask(Simulated, Own)));
        File.Move(_bench.Scratch["later"], Path.Combine(_bench.Library, Sip + ".sb2"));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("P0S3-08-9-00", Text(desk.Ask(Simulated, Sep)));
        Assert.Single(await _bench.EventsAsync<ConversionStarted>());
    }

    [Fact]
    public async Task A_phone_that_falls_back_to_its_old_code_is_led_again()
    {
        CaseDesk desk = _bench.Desk("sip");
        desk.Ask(Simulated, Own);
        Assert.Equal("P003-8-12-00", Text(desk.Ask(Simulated, "OS79XX.TXT")));
        Assert.Equal(BootCode.Early, (await _bench.EventsAsync<ConversionStarted>())[^1].From);
    }

    [Fact]
    public async Task A_changed_value_is_told_and_the_file_on_disk_stays()
    {
        string path = _bench.Scratch.Write("root/SIPDefault.cnf", "image_version: P0S3-07-4-00\r\n");
        Assert.Equal($"image_version: {Sip}\r\n", Text(_bench.Desk("sip").Ask(Simulated, "SIPDefault.cnf")));
        Assert.Equal("P0S3-07-4-00", Assert.Single(await _bench.EventsAsync<LoadValueReplaced>()).From);
        Assert.Equal("image_version: P0S3-07-4-00\r\n", File.ReadAllText(path));
    }

    [Fact]
    public async Task A_note_has_the_time_and_the_phone()
    {
        _bench.Desk(null).Ask(Simulated, "p0s3-8-12-00.sb2");
        NameForgiven told = Assert.Single(await _bench.EventsAsync<NameForgiven>());
        Assert.Equal((_bench.Clock.GetUtcNow(), Simulated.Address), (told.At, told.Address));
    }

    /// <summary>What a phone on SIP 8.12 does when its files name an SCCP load, on names alone.</summary>
    private static void Convert(CaseDesk desk)
    {
        void Hunt()
        {
            Assert.IsType<NotHere>(desk.Ask(Simulated, Trust));
            FileAnswer sep = desk.Ask(Simulated, Sep);
            Assert.Contains(Sccp, Text(sep is Serve ? sep : desk.Ask(Simulated, Own)));
            Assert.IsType<Serve>(desk.Ask(Simulated, Sccp + ".loads"));
        }

        // Its loader knows both signing keys, so that it needs no other load first.
        desk.Record(new AlarmReceived { At = default, Address = Simulated.Address, Mac = Mac, Text = "", Load = Sip });
        Hunt();
        desk.Take(Simulated, Sccp + ".sbn");
        Hunt();
        desk.Take(Simulated, Sccp + ".sb2");
        Hunt();
        desk.Record(new AlarmReceived { At = default, Address = Simulated.Address, Mac = Mac, Text = "", Load = Sccp });
        desk.Register(Simulated, ProofKind.SccpRegister, Sccp);
    }
}
