using Ringback.Simulation.Handsets;
using Ringback.Simulation.Practice;
using Ringback.Simulation.Tests.Lan;

namespace Ringback.Simulation.Tests.Handsets;

public sealed class ProfileBootTests
{
    private const string Sccp7912 = "CP7912080004SCCP080108A";
    private const string Sip7912 = "CP7912080001SIP060412A";
    private const string OtherSccp7912 = "CP7912080003SCCP070409A";
    private const string Own = "gk000e84c060a6";

    [Fact]
    public async Task An_SCCP_load_asks_for_XML_and_then_for_profiles()
    {
        ScriptedBench bench = new();
        HandsetRun run = await bench.RunAsync("7912G", Sccp7912);
        Assert.Equal(Sccp7912, run.Registered);
        Assert.Equal([ScriptedBench.Sep, "XMLDefault.cnf.xml", "SEPDEFAULT.cnf", Own, "gkdefault.cfg"], bench.Asked);
        Assert.Equal([new Registration("SCCP", Sccp7912, 30007, null)], bench.Registered);
    }

    [Fact]
    public async Task A_SIP_load_asks_for_profiles_and_registers_with_their_proxy()
    {
        ScriptedBench bench = new();
        bench.With("gkdefault.cfg", PhoneFiles.Profile(Line()));
        HandsetRun run = await bench.RunAsync("7912G", Sip7912);
        Assert.Equal(Sip7912, run.Registered);
        Assert.Equal([Own, "gkdefault.cfg"], bench.Asked);
        Assert.Equal([new Registration("SIP", null, 30007, "7175")], bench.Registered);
    }

    [Theory]
    [InlineData("7905G", "CP7905080001SIP060412A", "ld000e84c060a6", ':')]
    [InlineData("7912G", Sip7912, Own, ':')]
    [InlineData("7912G", Sip7912, Own, '.')]
    [InlineData("ATA 186", "ATA030204SIP090202A", "ata000e84c060a6", ':')]
    public async Task Its_outbound_proxy_gets_its_requests_on_the_port_behind_a_colon_or_a_dot(
        string model, string load, string profile, char before)
    {
        ScriptedBench bench = new();
        bench.With(profile, PhoneFiles.Profile("Proxy:198.51.100.1",
            $"OutBoundProxy:192.0.2.1{before}{LanRegistrars.SipPort}", "UID:7175"));
        HandsetFlash flash = ScriptedBench.Flash(model, load);
        await using Handset phone = new(bench.Options(model, flash) with { SipPort = 5060 });
        Assert.Equal(load, await bench.RunAsync(phone, 2));
        Assert.Equal("SIP", Assert.Single(bench.Registered).Via);
    }

    [Fact]
    public async Task An_outbound_proxy_of_0_is_none()
    {
        ScriptedBench bench = new();
        bench.With(Own, PhoneFiles.Profile("Proxy:192.0.2.1", "OutBoundProxy:0", "UID:7175"));
        Assert.Equal(Sip7912, (await bench.RunAsync("7912G", Sip7912)).Registered);
    }

    [Theory]
    [InlineData("SIPRegOn:0", "Proxy:192.0.2.1")]
    [InlineData("UID:7175", "SIPRegOn:1")]
    [InlineData("UID:7175", "Proxy:0")]
    public async Task A_SIP_load_that_has_nowhere_to_register_stays_unregistered(params string[] settings)
    {
        ScriptedBench bench = new();
        bench.With(Own, PhoneFiles.Profile(settings));
        Assert.Null((await bench.RunAsync("7912G", Sip7912, mostBoots: 2)).Registered);
        Assert.Empty(bench.Registered);
    }

    [Theory]
    [InlineData("7902G", "CP7902080002SCCP060817A", "CP7902080001SIP060412A", "0x401", "ff000e84c060a6")]
    [InlineData("7905G", "CP7905080003SCCP070409A", "CP7905080001SIP060412A", "0x501", "ld000e84c060a6")]
    [InlineData("7912G", Sccp7912, Sip7912, "0x601", Own)]
    public async Task A_profile_takes_an_SCCP_phone_to_SIP(
        string model, string from, string to, string hardware, string profile)
    {
        ScriptedBench bench = new();
        bench.With(to).With(profile, PhoneFiles.Profile(Order(hardware, "0x060412a", to + ".sbin"), Line()));
        HandsetRun run = await bench.RunAsync(model, from);
        Assert.Equal((to, 0x060412au, 2), (run.Registered, run.Flash.ImageId, run.Boots));
        Assert.Equal([ScriptedBench.Sep, "XMLDefault.cnf.xml", "SEPDEFAULT.cnf", profile, to + ".sbin", profile],
            bench.Asked);
    }

    [Fact]
    public async Task An_image_id_that_was_applied_last_brings_nothing()
    {
        ScriptedBench bench = new();
        bench.With(Sip7912).With(Own, PhoneFiles.Profile(Order("0x601", "0x5", Sip7912 + ".sbin")));
        HandsetFlash flash = ScriptedBench.Flash("7912G", Sccp7912) with { ImageId = 5 };
        HandsetRun run = await bench.RunAsync("7912G", flash);
        Assert.Equal(Sccp7912, run.Registered);
        Assert.DoesNotContain(Sip7912 + ".sbin", bench.Asked);
    }

    [Fact]
    public async Task An_order_for_other_hardware_is_left()
    {
        ScriptedBench bench = new();
        bench.With(Sip7912).With(Own, PhoneFiles.Profile(Order("0x501", "0x5", Sip7912 + ".sbin")));
        Assert.Equal(Sccp7912, (await bench.RunAsync("7912G", Sccp7912)).Registered);
        Assert.DoesNotContain(Sip7912 + ".sbin", bench.Asked);
    }

    [Fact]
    public async Task Load_in_XML_is_asked_for_with_its_extension()
    {
        ScriptedBench bench = new();
        bench.With(OtherSccp7912)
            .With("XMLDefault.cnf.xml", PhoneFiles.Xml("loadInformation30007", OtherSccp7912));
        HandsetRun run = await bench.RunAsync("7912G", Sccp7912);
        Assert.Equal((OtherSccp7912, 2), (run.Registered, run.Boots));
        Assert.Contains(OtherSccp7912 + ".sbin", bench.Asked);
    }

    [Fact]
    public async Task Profile_and_XML_that_disagree_send_it_back_and_forth()
    {
        ScriptedBench bench = new();
        bench.With(Sccp7912, OtherSccp7912).With(ScriptedBench.Sep, PhoneFiles.Xml("loadInformation", Sccp7912))
            .With(Own, PhoneFiles.Profile(Order("0x601", "0x9", OtherSccp7912 + ".sbin")));
        HandsetRun run = await bench.RunAsync("7912G", Sccp7912, mostBoots: 6);
        Assert.Null(run.Registered);
        Assert.Equal([OtherSccp7912 + ".sbin", Sccp7912 + ".sbin", OtherSccp7912 + ".sbin", Sccp7912 + ".sbin",
            OtherSccp7912 + ".sbin", Sccp7912 + ".sbin"],
            bench.Asked.Where(n => n.EndsWith(".sbin", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_checking_phone_asks_for_the_signed_twin()
    {
        ScriptedBench bench = new();
        bench.With(Sip7912).With(Own, PhoneFiles.Profile(Order("0x601", "0x1", Sip7912 + ".zup"), Line()));
        Assert.Equal(Sip7912, (await bench.RunAsync("7912G", Sccp7912)).Registered);
        Assert.DoesNotContain(Sip7912 + ".zup", bench.Asked);
    }

    [Fact]
    public async Task An_old_7905_takes_the_unsigned_image_only_and_learns_to_check()
    {
        const string old = "CP7905030001SCCP040101A", target = "CP7905080003SCCP070409A";
        ScriptedBench bench = new();
        HandsetFlash flash = ScriptedBench.Flash("7905G", old) with { ChecksSignatures = false };
        string profile = "ld000e84c060a6";
        bench.With(target).With(profile, PhoneFiles.Profile(Order("0x501", "0x1", target + ".sbin")));
        HandsetRun signed = await bench.RunAsync("7905G", flash);
        bench.With(profile, PhoneFiles.Profile(Order("0x501", "0x2", target + ".zup")));
        HandsetRun unsigned = await bench.RunAsync("7905G", flash);
        Assert.Equal((old, target), (signed.Registered, unsigned.Registered));
        Assert.Equal((false, true), (signed.Flash.ChecksSignatures, unsigned.Flash.ChecksSignatures));
    }

    [Fact]
    public async Task An_ATA_takes_its_unsigned_image_by_its_profile()
    {
        const string from = "ATA020100SCCP020101A", to = "ATA030204SCCP090202A", profile = "ata000e84c060a6";
        ScriptedBench bench = new();
        bench.With(to).With(profile, PhoneFiles.Profile(Order("0x301", "0x090202a", to + ".zup")));
        HandsetRun run = await bench.RunAsync("ATA 188", from);
        Assert.Equal(to, run.Registered);
        Assert.Equal([profile, to + ".zup", profile], bench.Asked);
    }

    [Fact]
    public async Task An_old_ATA_186_takes_the_transition_image_first()
    {
        const string from = "ATA013400SCCP010101A", to = "ATA030204SCCP090202A", profile = "ata000e84c060a6";
        ScriptedBench bench = new();
        PracticeFile transition = PracticeFirmware.Transition(PracticeSizes.Small);
        bench.With(to).With(transition.Name, transition.Content.ToArray())
            .With(profile, PhoneFiles.Profile(Order("0x301", "0x2", to + ".zup")));
        HandsetRun refused = await bench.RunAsync("ATA 186", from);
        bench.With(profile, PhoneFiles.Profile(Order("0x301", "0x1", transition.Name)));
        HandsetRun between = await bench.RunAsync("ATA 186", refused.Flash, mostBoots: 2);
        bench.With(profile, PhoneFiles.Profile(Order("0x301", "0x2", to + ".zup")));
        HandsetRun done = await bench.RunAsync("ATA 186", between.Flash);
        Assert.Equal((from, null, to), (refused.Registered, between.Registered, done.Registered));
    }

    [Fact]
    public async Task An_MGCP_load_of_an_ATA_announces_itself_and_an_H323_load_has_nobody_to_talk_to()
    {
        ScriptedBench bench = new();
        HandsetRun mgcp = await bench.RunAsync("ATA 186", "ATA030204MGCP090202A");
        HandsetRun h323 = await bench.RunAsync("ATA 186", "ATA030204H323090202A", mostBoots: 2);
        Assert.Equal(("ATA030204MGCP090202A", null), (mgcp.Registered, h323.Registered));
        Assert.Equal(["MGCP"], bench.Registered.Select(r => r.Via));
    }

    private static string Order(string hardware, string id, string file) =>
        $"upgradecode:3,{hardware},0x0400,0x0100,0.0.0.0,69,{id},{file}";

    private static string Line() =>
        $"Proxy:192.0.2.1\nOutBoundProxy:192.0.2.1:{LanRegistrars.SipPort}\nUID:7175\nSIPRegOn:1";
}
