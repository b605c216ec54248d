using Ringback.Catalogue;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Tests.Identification;

public sealed class BootNamesTests
{
    private const string Mac = "000E84C060A6";

    private static readonly PhoneCatalogue Catalogue = PhoneCatalogue.BuiltIn;

    public static TheoryData<string> Families { get; } = [.. Catalogue.Families.Select(f => f.Family)];

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_name_that_a_model_asks_for_is_recognised_and_none_keeps_a_placeholder(string family)
    {
        PhoneFamily all = Catalogue.Families.First(f => f.Family == family);
        Assert.All(Catalogue.Models.Where(m => m.Family == family), model =>
            Assert.All(all.BootSequences.SelectMany(s => s.NamesOf(model, Mac)), name =>
            {
                Assert.DoesNotContain('{', name);
                // An adapter newer than the ATA 188 has no profile of its own on record.
                if (model is { Family: "ata", ProfilePrefix: null }) return;
                Assert.NotEqual(RequestedKind.Other, RequestedFile.Recognise(name).Kind);
            }));
    }
}
