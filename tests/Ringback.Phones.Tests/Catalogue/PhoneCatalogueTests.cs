using Ringback.Phones.Catalogue;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Tests.Catalogue;

public sealed class PhoneCatalogueTests
{
    private static readonly PhoneCatalogue Catalogue = PhoneCatalogue.BuiltIn;

    [Theory]
    [InlineData("7940", "7940")]
    [InlineData("7940g", "7940G")]
    [InlineData("CP-7960", "7960")]
    [InlineData("cp-7960g", "7960G")]
    public void Models_are_found_by_name_and_product(string name, string model) =>
        Assert.Equal(model, Catalogue.Find(name)?.Model);

    [Fact]
    public void A_model_that_is_not_known_is_null() => Assert.Null(Catalogue.Find("7912"));

    [Theory]
    [InlineData("Cisco Systems, Inc. IP Phone CP-7940G\0", "7940G")]
    [InlineData("Cisco Systems, Inc. IP Phone CP-7960G", "7960G")]
    [InlineData("Cisco Systems, Inc. IP Phone CP-7940\0", "7940")]
    public void A_vendor_class_names_the_model_with_its_NUL_and_without(string vendorClass, string model) =>
        Assert.Equal(model, Catalogue.FindByDhcpClass(vendorClass)?.Model);

    [Theory]
    [InlineData("Cisco Systems, Inc. IP Phone\0")]
    [InlineData("Cisco Systems, Inc. IP Phone")]
    [InlineData("Cisco Systems, Inc. IP Phone CP-7911G")]
    [InlineData("")]
    public void A_vendor_class_without_a_known_model_names_none(string vendorClass) =>
        Assert.Null(Catalogue.FindByDhcpClass(vendorClass));

    [Fact]
    public void Every_fact_has_its_evidence_and_its_source()
    {
        IEnumerable<(string Evidence, string Source)> facts =
        [
            .. Catalogue.Models.Select(m => (m.Evidence, m.Source)),
            .. Catalogue.Families.SelectMany(f => f.BootSequences).Select(s => (s.Evidence, s.Source)),
            .. Catalogue.Families.Select(f => (f.Habits.Evidence, f.Habits.Source)),
            .. Catalogue.Families.SelectMany(f => f.Assumptions).Select(a => (a.Evidence, a.Source)),
        ];
        Assert.All(facts, fact =>
        {
            Assert.Contains(fact.Evidence, (string[])["FW", "LOG", "CISCO", "COMM", "SRC", "INFER", "UNVERIFIED"]);
            Assert.Contains("§", fact.Source);
        });
    }

    [Fact]
    public void Every_model_belongs_to_a_family_that_is_there() =>
        Assert.All(Catalogue.Models, m => Assert.Contains(Catalogue.Families, f => f.Family == m.Family));

    [Fact]
    public void Device_types_agree_with_the_load_elements() =>
        Assert.All(Catalogue.Models, m => Assert.Equal($"loadInformation{m.DeviceType}", m.LoadInformation));

    [Fact]
    public void Boot_sequences_hold_only_names_that_are_recognised() =>
        Assert.All(Catalogue.Families.SelectMany(f => f.BootSequences).SelectMany(s => s.Asks), name =>
            Assert.NotEqual(RequestedKind.Other, RequestedFile.Recognise(name.Replace("{MAC}", "000E84C060A6")).Kind));

    [Fact]
    public void Every_assumption_holds_until_it_is_switched_off() =>
        Assert.All(Catalogue.Family79X0.Assumptions, a => Assert.True(Catalogue.Assumes(a.Id)));

    [Fact]
    public void An_assumption_can_be_switched_off_and_on()
    {
        const string id = "direct-jump-from-unsigned-sip";
        PhoneCatalogue off = Catalogue.WithAssumption(id, false)!;
        Assert.Equal((false, true), (off.Assumes(id), off.WithAssumption(id, true)!.Assumes(id)));
    }

    [Fact]
    public void Switching_one_assumption_leaves_the_others()
    {
        PhoneCatalogue off = Catalogue.WithAssumption("direct-jump-from-unsigned-sip", false)!;
        Assert.Equal(Catalogue.Family79X0.Assumptions.Count - 1, off.Family79X0.Assumptions.Count(a => a.Holds));
    }

    [Fact]
    public void Switching_leaves_the_built_in_catalogue_alone()
    {
        Catalogue.WithAssumption("direct-jump-from-unsigned-sip", false);
        Assert.True(PhoneCatalogue.BuiltIn.Assumes("direct-jump-from-unsigned-sip"));
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
