namespace Ringback.Catalogue.Tests;

public sealed class CatalogueFactsTests
{
    private const string Mac = "000E84C060A6";

    private static readonly PhoneCatalogue Catalogue = PhoneCatalogue.BuiltIn;

    private static IEnumerable<(string Of, Evidence Evidence, string Source)> Facts =>
        Catalogue.Models.SelectMany(OfModel).Concat(Catalogue.Families.SelectMany(OfFamily));

    public static TheoryData<string> Families { get; } = [.. Catalogue.Families.Select(f => f.Family)];

    [Fact]
    public void Every_fact_says_where_it_is_written() => Assert.All(Facts, fact =>
        Assert.Matches(@"^sources\.md (other-phones|7940-7960(-code)?|peers-and-users) .*§\d", fact.Source));

    [Fact]
    public void Every_fact_says_what_it_rests_on() =>
        Assert.All(Facts, fact => Assert.True(Enum.IsDefined(fact.Evidence), fact.Of));

    [Fact]
    public void What_is_called_unverified_in_words_is_marked_so_or_says_which_part()
    {
        Assert.Contains(Facts, fact => fact.Evidence == Evidence.Unverified);
        Assert.All(Catalogue.Models.Where(m => m.DeviceType is { Evidence: Evidence.Unverified }), m =>
            Assert.True(Catalogue.Assumes(m.DeviceType!.Assumption!), m.Model));
    }

    [Fact]
    public void Every_model_belongs_to_a_family_that_is_there() =>
        Assert.All(Catalogue.Models, m => Assert.Contains(Catalogue.Families, f => f.Family == m.Family));

    [Fact]
    public void Every_family_has_a_model() => Assert.All(
        Catalogue.Families, f => Assert.Contains(Catalogue.Models, m => m.Family == f.Family));

    [Fact]
    public void Every_firmware_family_of_a_model_is_described_and_none_is_described_in_vain() => Assert.Equal(
        Catalogue.Families.SelectMany(f => f.Firmware.Select(l => (f.Family, l.Family))).Order(),
        Catalogue.Models.Where(m => m.FirmwareFamily is not null)
            .Select(m => (m.Family, m.FirmwareFamily!)).Distinct().Order());

    [Fact]
    public void Ids_are_unique()
    {
        Assert.All(Catalogue.Families, f =>
        {
            Unique(f.BootSequences.Select(s => s.Id));
            Unique(f.Network.Select(h => h.Id));
            Unique(f.Procedures.Select(p => p.Id));
            Unique(f.DeadEnds.Select(d => d.Id));
        });
        Unique(Catalogue.Families.Select(f => f.Family));
        Unique(Catalogue.Families.SelectMany(f => f.Assumptions).Select(a => a.Id));
        Unique(Catalogue.Families.SelectMany(f => f.Firmware).Select(l => l.Family));
    }

    [Fact]
    public void A_device_type_is_shared_only_where_the_G_on_the_housing_is_the_whole_difference() => Assert.Equal(
        ["7940 7940G", "7960 7960G"],
        Catalogue.Models.Where(m => m.DeviceType is not null).GroupBy(m => m.DeviceType!.Value)
            .Where(g => g.Count() > 1).Select(g => string.Join(' ', g.Select(m => m.Model))).Order());

    [Fact]
    public void A_user_agent_belongs_to_one_model() =>
        Unique(Catalogue.Models.Where(m => m.SipUserAgent is not null).Select(m => m.SipUserAgent!.Value));

    [Fact]
    public void Device_types_agree_with_the_load_elements() => Assert.All(Catalogue.Models, m =>
        Assert.Equal(m.DeviceType is { } type ? $"loadInformation{type.Value}" : null, m.LoadInformation));

    [Theory]
    [InlineData("7940-7960")]
    [InlineData("java")]
    public void The_families_that_are_best_known_are_known_in_every_respect(string family)
    {
        Assert.All(Catalogue.Models.Where(m => m.Family == family), m => Assert.True(
            m is { DeviceType: not null, DhcpClasses.Count: > 0, CdpPlatform: not null, SipUserAgent: not null },
            m.Model));
        PhoneFamily known = Catalogue.Families.First(f => f.Family == family);
        Assert.NotNull(known.Http);
        Assert.Contains(known.BootSequences, s => s.After.Contains(BootMoment.PowerUp));
        Assert.Contains(known.BootSequences, s => s.After.Contains(BootMoment.FactoryReset));
        Assert.Contains(known.Procedures, p => p.Kind == ProcedureKind.Unlock);
        Assert.Contains(known.Procedures, p => p is { Kind: ProcedureKind.FactoryReset, Takes: not null });
        Assert.NotEmpty(known.DeadEnds);
    }

    [Fact]
    public void A_reset_Java_phone_asks_for_the_manifest_of_its_own_model_first()
    {
        BootSequence reset = Catalogue.Families.First(f => f.Family == "java").Sequence("java-factory-reset");
        Assert.Equal(
            ["term61.default.loads", $"CTLSEP{Mac}.tlv", $"SEP{Mac}.cnf.xml", "XMLDefault.cnf.xml"],
            reset.NamesOf(Catalogue.Find("7961G-GE")!, Mac));
    }

    [Theory]
    [InlineData("7902", "ff000e84c060a6", "ffdefault.cfg")]
    [InlineData("7905", "ld000e84c060a6", "lddefault.cfg")]
    [InlineData("7912", "gk000e84c060a6", "gkdefault.cfg")]
    public void A_profile_is_asked_for_by_the_prefix_of_its_model(string model, string own, string all) => Assert.Equal(
        [own, all],
        Catalogue.Families.First(f => f.Family == "7902-7905-7912").Sequence("profile-sip")
            .NamesOf(Catalogue.Find(model)!, Mac));

    [Fact]
    public void Procedures_name_models_of_their_family() => Assert.All(Catalogue.Families, f => Assert.All(
        f.Procedures.SelectMany(p => p.Models),
        name => Assert.Contains(Catalogue.Models, m => m.Model == name && m.Family == f.Family)));

    [Fact]
    public void What_Ringback_can_do_is_said_in_sentences() => Assert.All(Catalogue.Models, m =>
    {
        HelpOffered help = Catalogue.HelpFor(m);
        Assert.Contains("Ringback", help.Sentence);
        Assert.EndsWith(".", help.Sentence);
    });

    private static IEnumerable<(string, Evidence, string)> OfModel(PhoneModel m) =>
    [
        (m.Model, m.Evidence, m.Source),
        .. Of(m.DeviceType), .. Of(m.Lines), .. Of(m.XmlModel), .. Of(m.CdpPlatform), .. Of(m.SipUserAgent),
        .. Of(m.ProfilePrefix), .. m.DhcpClasses.Select(c => (c.Text, c.Evidence, c.Source)),
    ];

    private static IEnumerable<(string, Evidence, string)> OfFamily(PhoneFamily f) =>
    [
        .. f.BareDhcpClasses.Select(c => (c.Text, c.Evidence, c.Source)),
        .. f.Firmware.Select(l => (l.Family, l.Evidence, l.Source)),
        .. f.Firmware.SelectMany(l => Of(l.HardwareWord)),
        .. f.BootSequences.Select(s => (s.Id, s.Evidence, s.Source)),
        .. f.Network.Select(h => (h.Id, h.Evidence, h.Source)),
        .. f.Procedures.Select(p => (p.Id, p.Evidence, p.Source)),
        .. f.DeadEnds.Select(d => (d.Id, d.Evidence, d.Source)),
        .. f.Assumptions.Select(a => (a.Id, a.Evidence, a.Source)),
        .. f.Habits is { } habits ? [("habits", habits.Evidence, habits.Source)] : Nothing,
        .. f.Http is { } http ? [("http", http.Evidence, http.Source)] : Nothing,
    ];

    private static readonly (string, Evidence, string)[] Nothing = [];

    private static (string, Evidence, string)[] Of<T>(Known<T>? fact) =>
        fact is null ? Nothing : [($"{fact.Value}", fact.Evidence, fact.Source)];

    private static void Unique(IEnumerable<string> ids) =>
        Assert.Empty(ids.GroupBy(id => id).Where(g => g.Count() > 1).Select(g => g.Key));
}
