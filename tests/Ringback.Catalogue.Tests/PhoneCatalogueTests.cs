namespace Ringback.Catalogue.Tests;

public sealed class PhoneCatalogueTests
{
    private const string Direct = "direct-jump-from-unsigned-sip";
    private const string Ata188 = "device-type-13-is-an-ata-188";

    private static readonly PhoneCatalogue Catalogue = PhoneCatalogue.BuiltIn;

    [Theory]
    [InlineData("7940", "7940")]
    [InlineData("7940g", "7940G")]
    [InlineData("CP-7960", "7960")]
    [InlineData("cp-7960g", "7960G")]
    [InlineData("7912", "7912G")]
    [InlineData("7941", "7941G")]
    [InlineData("CP-7941G-GE", "7941G-GE")]
    [InlineData("7971", "7971G-GE")]
    [InlineData("ata186", "ATA 186")]
    [InlineData("8841", "8841")]
    public void Models_are_found_by_name_product_and_alias(string name, string model) =>
        Assert.Equal(model, Catalogue.Find(name)?.Model);

    [Theory]
    [InlineData("7999")]
    [InlineData("79")]
    [InlineData("")]
    public void A_model_that_is_not_known_is_null(string name) => Assert.Null(Catalogue.Find(name));

    [Fact]
    public void A_name_belongs_to_one_model() => Assert.Empty(
        Catalogue.Models.SelectMany(m => m.Names.Distinct(StringComparer.OrdinalIgnoreCase))
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key));

    [Theory]
    [InlineData(7, "7960")]
    [InlineData(8, "7940")]
    [InlineData(115, "7941G")]
    [InlineData(309, "7941G-GE")]
    [InlineData(30018, "7961G")]
    [InlineData(30006, "7970G")]
    [InlineData(20000, "7905G")]
    [InlineData(5, "30 VIP")]
    public void A_device_type_names_its_model(int deviceType, string model) =>
        Assert.Equal(model, Catalogue.FindByDeviceType(deviceType)?.Model);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(uint.MaxValue)]
    public void A_device_type_that_is_not_known_names_none(long deviceType) =>
        Assert.Null(Catalogue.FindByDeviceType(deviceType));

    [Fact]
    public void A_number_that_nobody_has_verified_counts_only_while_it_is_assumed()
    {
        Assert.Equal("ATA 188", Catalogue.FindByDeviceType(13)?.Model);
        Assert.Null(Catalogue.WithAssumption(Ata188, false)!.FindByDeviceType(13));
    }

    [Theory]
    [InlineData("Cisco-CP7960G/8.0", "7960G")]
    [InlineData("Cisco-CP7941G-GE/9.4.2", "7941G-GE")]
    [InlineData("Cisco-CP7941G/9.4.2", "7941G")]
    [InlineData("Cisco-CP9971", "9971")]
    public void A_user_agent_names_its_model(string userAgent, string model) =>
        Assert.Equal(model, Catalogue.FindByUserAgent(userAgent)?.Model);

    [Theory]
    [InlineData("Asterisk PBX")]
    [InlineData("/8.0")]
    [InlineData("")]
    public void A_foreign_user_agent_names_none(string userAgent) =>
        Assert.Null(Catalogue.FindByUserAgent(userAgent));

    [Fact]
    public void A_CDP_platform_does_not_tell_the_G() =>
        Assert.Equal(["7960", "7960G"], Catalogue.FindByCdpPlatform("Cisco IP Phone 7960").Select(m => m.Model));

    [Fact]
    public void A_model_may_be_helped_less_than_its_family() =>
        Assert.NotEqual(Catalogue.HelpFor(Catalogue.Find("7912")!), Catalogue.HelpFor(Catalogue.Find("7902")!));

    [Fact]
    public void Every_assumption_holds_until_it_is_switched_off_but_the_one_that_costs_a_phone_something() =>
        Assert.Equal("ctlsep-loop-ends-with-a-dummy", Assert.Single(
            Catalogue.Families.SelectMany(f => f.Assumptions), a => !Catalogue.Assumes(a.Id)).Id);

    [Fact]
    public void An_assumption_can_be_switched_off_and_on()
    {
        PhoneCatalogue off = Catalogue.WithAssumption(Direct, false)!;
        Assert.Equal((false, true), (off.Assumes(Direct), off.WithAssumption(Direct, true)!.Assumes(Direct)));
    }

    [Fact]
    public void Switching_one_assumption_leaves_the_others()
    {
        PhoneCatalogue off = Catalogue.WithAssumption(Direct, false)!;
        Assert.Equal(Catalogue.Family79X0.Assumptions.Where(a => a.Holds && a.Id != Direct),
            off.Family79X0.Assumptions.Where(a => a.Holds));
    }

    [Fact]
    public void Switching_leaves_the_built_in_catalogue_alone()
    {
        Catalogue.WithAssumption(Direct, false);
        Assert.True(PhoneCatalogue.BuiltIn.Assumes(Direct));
    }

    [Fact]
    public void An_unknown_assumption_holds_never() => Assert.False(Catalogue.Assumes("the-moon-is-cheese"));

    [Fact]
    public void An_unknown_assumption_cannot_be_switched() =>
        Assert.Null(Catalogue.WithAssumption("the-moon-is-cheese", true));

    [Fact]
    public void An_unknown_boot_sequence_is_a_bug_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => Catalogue.Family79X0.Sequence("java"));
}
