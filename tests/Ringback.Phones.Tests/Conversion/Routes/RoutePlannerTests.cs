using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Conversion.Routes;
using Ringback.Files.Tests.Firmware;

namespace Ringback.Phones.Tests.Conversion.Routes;

public sealed class RoutePlannerTests
{
    [Theory]
    [InlineData("P0S3-03-0-00", "P0S3-8-12-00",
        "P0S3-04-4-00 P0S3-05-3-00 P003-8-12-00 P0S3-8-12-00")]
    [InlineData("P0S3-05-3-00", "P0S3-8-12-00", "P003-8-12-00 P0S3-8-12-00")]
    [InlineData("P0S3-04-4-00", "P0S3-05-2-00", "P0S3-05-2-00")]
    [InlineData("P0M3-03-0-00", "P0M3-07-7-00",
        "P0S3-04-4-00 P0S3-05-3-00 P003-07-7-00 P0M3-07-7-00")]
    [InlineData("P0S3-04-4-00", "sccp", "P00305000300 P003-8-12-00 P0030801SR02")]
    [InlineData("P00305000300", "P0030801SR02", "P003-8-12-00 P0030801SR02")]
    [InlineData("P0S3-07-5-00", "P0030801SR02", "P0S3-8-12-00 P0030801SR02")]
    [InlineData("P00308000400", "P0030801SR02", "P0S3-8-12-00 P0030801SR02")]
    [InlineData("P0S3-8-12-00", "P0030801SR02", "P0030801SR02")]
    [InlineData("P003-8-12-00", "P0030801SR02", "P0030801SR02")]
    [InlineData("P003-07-5-00", "P0S3-8-12-00", "P0S3-8-12-00")]
    [InlineData("P00303020214", "sip", "P00305000300 P003-8-12-00 P0S3-8-12-00")]
    [InlineData("P0S30201", "P0S3-04-4-00", "P0S30203 P0S3-04-4-00")]
    [InlineData("P00302000000", "P00305000300", "P0S30203 P00305000300")]
    [InlineData("P0S30201", "P0S30202", "P0S30202")]
    [InlineData("P0S3-8-12-00", "P0S3-06-0-00", "P0S3-06-0-00")]
    [InlineData("P003-8-12-00", "mgcp", "P0M3-07-7-00")]
    public void A_7960_goes_through_the_loads_of_the_matrix(string from, string to, string loads) =>
        Assert.Equal(loads, string.Join(' ', Planned("7960", from, to).Steps.Select(s => s.Load)));

    [Fact]
    public void The_conflict_of_the_sources_about_MGCP_is_told()
    {
        Route route = Planned("7960", "P0M3-07-7-00", "P0030801SR02");
        Assert.Equal("P0S3-8-12-00 P0030801SR02", string.Join(' ', route.Steps.Select(s => s.Load)));
        Assert.Contains("COMM C3", Assert.Single(route.Warnings, w => w.Code == "signing-key-gap").Message);
        Assert.DoesNotContain("COMM C3", Assert.Single(
            Planned("7960", "P0S3-07-5-00", "P0030801SR02").Warnings, w => w.Code == "signing-key-gap").Message);
    }

    [Fact]
    public void The_bridge_to_the_newer_key_is_a_loader_only()
    {
        Route route = Planned("7960", "P0S3-07-5-00", "P0030801SR02");
        Assert.Equal(["P0S3-8-12-00.loads", "P003-8-12-00.sbn"],
            route.Steps[0].Files.Where(f => !f.IsWritten).Select(f => f.Name));
        RouteAlternative direct = Assert.Single(route.Alternatives);
        Assert.Equal(["P0030801SR02"], direct.Steps.Select(s => s.Load!));
    }

    [Theory]
    [InlineData(SigningSlot.Old, "P0030801SR02")]
    [InlineData(SigningSlot.New, "P0S3-8-12-00 P0030801SR02")]
    public void A_7960_crosses_the_bridge_by_the_key_of_the_files_and_not_by_their_name(SigningSlot slot, string loads)
    {
        FirmwarePackage set = Set("P0030801SR02", slot) with { Family = "7940-7960" };
        Route route = Assert.IsType<Route>(RouteSamples.Plan("7960", "P0S3-07-5-00", "P0030801SR02", set));
        Assert.Equal(loads, string.Join(' ', route.Steps.Select(s => s.Load)));
    }

    [Theory]
    [InlineData("P0S3-8-12-00", "P00303020214")]
    [InlineData("P00305000300", "P0S30203")]
    [InlineData("P0M3-06-0-00", "P0M3-04-0-00")]
    public void Signed_to_unsigned_is_refused_with_its_reason(string from, string to)
    {
        RouteRefusal refusal = Assert.IsType<RouteRefusal>(RouteSamples.Plan("7940", from, to));
        Assert.Equal("signed-to-unsigned", refusal.Code);
        Assert.Contains("unsigned", refusal.Reason);
        Assert.Contains(refusal.Sources, s => s.Contains("68244"));
    }

    [Theory]
    [InlineData("mgcp")]
    [InlineData(null)]
    public void An_unknown_load_begins_with_a_step_that_finds_it_out(string? from)
    {
        Route route = Planned("7940", from, "sccp");
        Assert.Equal((null, 3), (route.Steps[0].Load, route.Steps[0].Branches.Count));
        Assert.StartsWith("it asks for CTLSEP", route.Steps[0].Branches[0].Sees);
        Assert.NotNull(route.Steps[1].OnlyWhen);
        Assert.DoesNotContain(route.Steps, s => s.OneWay);
    }

    [Fact]
    public void The_direct_jump_stands_beside_the_ladder_while_it_is_assumed()
    {
        RouteAlternative other = Assert.Single(Planned("7960", "P0S3-03-0-00", "sip").Alternatives);
        Assert.Equal(["P003-8-12-00", "P0S3-8-12-00"], other.Steps.Select(s => s.Load!));
        Assert.Contains(other.Steps[0].Files, f => f.Name == "P003-8-12-00.bin");
        PhoneCatalogue doubting = PhoneCatalogue.BuiltIn.WithAssumption("direct-jump-from-unsigned-sip", false)!;
        Route route = Assert.IsType<Route>(RouteSamples.Plan(
            doubting.Find("7960")!, "P0S3-03-0-00", "sip", [], doubting));
        Assert.Empty(route.Alternatives);
    }

    [Fact]
    public void Only_the_step_across_the_signature_has_no_way_back() => Assert.Equal(
        ["P0S3-05-3-00"], Planned("7960", "P0S3-03-0-00", "sip").Steps.Where(s => s.OneWay).Select(s => s.Load!));

    [Fact]
    public void What_the_library_has_is_not_missing()
    {
        FirmwarePackage[] packages = [.. SamplePackages.Assemble(SamplePackages.Sip812)];
        Route route = Assert.IsType<Route>(RouteSamples.Plan("7960", "P0S3-06-3-00", "sip", packages));
        Assert.Empty(route.Missing);
        Assert.Equal(RouteFileSource.Library, route.Steps[0].Files[0].Source);
        packages = [.. SamplePackages.Assemble(SamplePackages.Sip812.Without(".sb2"))];
        route = Assert.IsType<Route>(RouteSamples.Plan("7960", "P0S3-06-3-00", "sip", packages));
        Assert.Equal(["P0S3-8-12-00.sb2"], route.Missing);
    }

    [Fact]
    public void A_damaged_file_counts_as_missing()
    {
        FirmwarePackage[] packages = [.. SamplePackages.Assemble(SamplePackages.Sip812.WithCut(".sb2"))];
        Route route = Assert.IsType<Route>(RouteSamples.Plan("7960", "P0S3-06-3-00", "sip", packages));
        Assert.Equal(["P0S3-8-12-00.sb2"], route.Missing);
    }

    [Theory]
    [InlineData("SCCP70.8-2-1S", "SCCP70.9-4-2SR1-1S", "SCCP70.8-5-2S SCCP70.9-4-2SR1-1S")]
    [InlineData("SIP70.8-2-1S", "SCCP70.9-4-2SR1-1S", "SIP70.8-5-2S SCCP70.9-4-2SR1-1S")]
    [InlineData("SCCP70.8-3-3S", "SCCP70.9-4-2SR1-1S", "SCCP70.9-4-2SR1-1S")]
    [InlineData("SCCP70.8-2-1S", "SIP70.8-5-2S", "SIP70.8-5-2S")]
    [InlineData("SCCP70.9-4-2SR1-1S", "SIP70.8-4-2S", "SIP70.8-4-2S")]
    public void A_java_phone_crosses_the_bridge_when_it_does_not_know_the_key(string from, string to, string loads) =>
        Assert.Equal(loads, string.Join(' ', Planned("7970", from, to).Steps.Select(s => s.Load)));

    [Fact]
    public void A_java_phone_of_unknown_release_crosses_the_bridge_only_when_it_must()
    {
        Route route = Planned("7965", "sccp", "sccp");
        Assert.Equal([null, "SCCP45.8-5-2S", "SCCP45.9-4-2SR4-3S"], route.Steps.Select(s => s.Load));
        Assert.NotEmpty(route.Steps[0].Branches);
        Assert.Equal([false, true, false], route.Steps.Select(s => s.OnlyWhen is not null));
    }

    [Fact]
    public void Going_back_behind_9_3_1_SR1_warns_of_the_hardware()
    {
        Assert.Contains(Planned("7962", "SCCP42.9-4-2SR1-1S", "SIP42.8-5-4S").Warnings,
            w => w.Code == "hardware-too-new-for-load" && w.Message.Contains("carry 5"));
        Assert.DoesNotContain(Planned("7962", "SCCP42.8-5-3S", "SIP42.8-5-4S").Warnings,
            w => w.Code == "hardware-too-new-for-load");
    }

    [Fact]
    public void A_7912_is_converted_by_its_profile_and_the_xml_agrees()
    {
        RouteStep step = Assert.Single(Planned("7912", "CP7912080001SIP060412A", "sccp").Steps);
        Assert.Contains(step.Files, f => f.Says
            == "upgradecode:3,0x601,0x0400,0x0100,0.0.0.0,69,0x080108a,CP7912080004SCCP080108A.sbin");
        Assert.Contains(step.Files, f => f.Says
            == "<loadInformation30007>CP7912080004SCCP080108A</loadInformation30007>");
    }

    [Fact]
    public void An_image_of_the_same_day_gets_another_id() => Assert.Contains(
        Planned("7912", "CP7912080000SIP080108A", "CP7912080004SCCP080108A").Steps[0].Files,
        f => f.Says?.Contains("0x080108f,") == true);

    [Fact]
    public void A_7905_is_offered_the_zup_first() => Assert.Equal(
        "CP7905080003SCCP070409A.zup", Planned("7905", "sip", "sccp").Steps[0].Files[0].Name);

    [Theory]
    [InlineData("ATA 186", "ATA030204SCCP090202A", 1)]
    [InlineData("ATA 188", null, 1)]
    [InlineData("ATA 186", null, 2)]
    public void An_old_ATA_186_takes_the_transition_image_first(string model, string? from, int steps) => Assert.Equal(
        steps, Planned(model, from, "ATA030203SCCP080202A").Steps.Count);

    [Theory]
    [InlineData("7921G", "sccp", "CP7921G-1.4.6.3")]
    [InlineData("7910", "sccp", "P00405000700")]
    [InlineData("6941", "sip", "SIP69xx.9-4-1-3SR2")]
    public void Other_phones_take_another_release_of_their_protocol(string model, string protocol, string load) =>
        Assert.Equal(load, Assert.Single(Planned(model, protocol, protocol).Steps).Load);

    [Theory]
    [InlineData("6941", "sccp", "sip", "protocol-change-not-described")]
    [InlineData("SPA 525G", "sccp", "sip", "no-firmware-described")]
    [InlineData("7914", "sccp", "sip", "no-firmware-described")]
    [InlineData("7921G", "sccp", "sip", "no-load-known")]
    [InlineData("7970", "sccp", "mgcp", "no-load-known")]
    [InlineData("7960", "h323", "sip", "protocol-not-of-family")]
    [InlineData("7970", "mgcp", "sip", "protocol-not-of-family")]
    public void What_no_source_describes_is_refused(string model, string from, string to, string code)
    {
        RouteRefusal refusal = Assert.IsType<RouteRefusal>(RouteSamples.Plan(model, from, to));
        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public void A_misspelled_load_is_refused_with_the_right_name()
    {
        RouteRefusal refusal = Assert.IsType<RouteRefusal>(RouteSamples.Plan("7960", "sccp", "P0S3-08-12-00"));
        Assert.Equal("misspelled-load-name", refusal.Code);
        Assert.Contains("P0S3-8-12-00", refusal.Help);
    }

    [Fact]
    public void A_phone_that_is_there_has_nothing_to_do()
    {
        Route route = Planned("7960", "p0s3-8-12-00", "sip");
        Assert.Empty(route.Steps);
        Assert.Equal("already-there", Assert.Single(route.Warnings).Code);
    }

    [Fact]
    public void A_whole_set_at_hand_with_the_older_key_is_the_bridge()
    {
        Route route = Assert.IsType<Route>(RouteSamples.Plan("7961", "SCCP41.8-2-1S", "SCCP41.9-4-2SR3-1S",
            Set("SCCP41.8-3-2S", SigningSlot.Old), Set("SCCP41.8-4-4S", SigningSlot.Old),
            Set("SCCP41.9-4-2SR3-1S", SigningSlot.New)));
        Assert.Equal(["SCCP41.8-4-4S", "SCCP41.9-4-2SR3-1S"], route.Steps.Select(s => s.Load!));
        RouteFile reset = Assert.Single(route.Alternatives).Steps[0].Files[0];
        Assert.Equal(("term61.default.loads", RouteFileSource.Missing), (reset.Name, reset.Source));
        Assert.Empty(route.Missing);
    }

    [Theory]
    [InlineData(SigningSlot.Old, 1)]
    [InlineData(SigningSlot.New, 2)]
    public void The_key_of_the_files_counts_more_than_the_version(SigningSlot slot, int steps) => Assert.Equal(
        steps, Assert.IsType<Route>(RouteSamples.Plan("7961", "SCCP41.8-2-1S", "SCCP41.8-5-2SR1S",
            Set("SCCP41.8-5-2SR1S", slot))).Steps.Count);

    private static FirmwarePackage Set(string load, SigningSlot slot) => new()
    {
        Load = load,
        Family = "79x1",
        Protocol = PhoneProtocol.Sccp,
        Files =
        [
            new PackageFile(load + ".loads", "the list", new FirmwareFile
            {
                FileName = load + ".loads",
                Kind = FirmwareKind.Manifest,
                Authenticity = Authenticity.Genuine,
                SigningKey = new SigningKey("7941/7961", slot, 3),
            }),
        ],
        Problems = [],
    };

    private static Route Planned(string model, string? from, string to) =>
        Assert.IsType<Route>(RouteSamples.Plan(model, from, to));
}
