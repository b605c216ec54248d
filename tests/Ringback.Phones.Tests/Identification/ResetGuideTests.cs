using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Tests.Identification;

public sealed class ResetGuideTests
{
    [Theory]
    [InlineData("7940G", "P0030801SR02", "factory-reset unlock-sccp dhcp-by-menu foreign-address")]
    [InlineData("7960G", "P0S3-8-12-00", "factory-reset unlock-sip dhcp-by-menu foreign-address")]
    [InlineData("7940G", "P0M3-07-7-00", "factory-reset unlock-mgcp dhcp-by-menu foreign-address")]
    // No loader, so no menu behind #: what Cisco's page says of the model does not hold for it.
    [InlineData("7960G", "P0S30201", "unlock-early-sip dhcp-by-menu before-the-loader foreign-address")]
    [InlineData("7940G", "P00305000101", "unlock-sccp dhcp-by-menu before-the-loader foreign-address")]
    [InlineData("7941G", "SCCP41.8-3-3S", "factory-reset unlock")]
    [InlineData("7970G", "SCCP70.8-3-3S", "factory-reset unlock")]
    [InlineData("7905G", null, "factory-reset unlock")]
    [InlineData("ATA 186", null, "factory-reset voice-menu")]
    public void A_phone_is_told_what_its_model_and_load_know(string model, string? load, string ways) =>
        Assert.Equal(ways, Ways(model, load));

    [Fact]
    public void Of_an_unknown_load_every_way_is_told_that_may_hold() => Assert.Equal(
        "factory-reset unlock-sccp unlock-early-sip unlock-sip unlock-mgcp dhcp-by-menu before-the-loader "
            + "foreign-address",
        Ways("7940G", null));

    [Fact]
    public void What_a_phone_speaks_and_how_it_boots_is_enough_without_its_load()
    {
        ResetQuestion question = new(Model("7940G"), PhoneProtocol.Mgcp, null, HasLoader: false);
        Assert.Equal(["unlock-mgcp", "dhcp-by-menu", "before-the-loader", "foreign-address"],
            ResetGuide.For(question, PhoneCatalogue.BuiltIn).Select(p => p.Id));
    }

    [Fact]
    public void The_first_way_of_a_phone_with_the_loader_forgets_the_network()
    {
        Procedure first = ResetGuide.For(new ResetQuestion(Model("7940G"), Load: Load.Parse("P0030801SR02")),
            PhoneCatalogue.BuiltIn)[0];
        Assert.True(first.ResetsNetwork);
        Assert.Contains(first.Steps, s => s.Contains("press 2", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_model_that_is_served_has_a_guide_that_does_not_fail() => Assert.All(
        PhoneCatalogue.BuiltIn.Models, m => ResetGuide.For(new ResetQuestion(m), PhoneCatalogue.BuiltIn));

    private static PhoneModel Model(string name) => PhoneCatalogue.BuiltIn.Find(name)!;

    private static string Ways(string model, string? load)
    {
        Load? running = load is null ? null
            : Load.TryParse(load, Model(model).FirmwareFamily, out Load? read, out _) ? read
            : throw new FormatException(load);
        return string.Join(' ', ResetGuide.For(new ResetQuestion(Model(model), Load: running), PhoneCatalogue.BuiltIn)
            .Select(p => p.Id));
    }
}
