using Ringback.Catalogue;
using Ringback.Phones.Conversion;

namespace Ringback.Phones.Tests.Conversion;

public sealed class LedPhonesTests
{
    private static readonly PhoneCatalogue Catalogue = PhoneCatalogue.BuiltIn;

    [Fact]
    public void The_phones_that_are_said_to_be_converted_are_those_that_are_led() => Assert.Equal(
        Catalogue.Models.Where(m => FirmwareLines.Leads(m, Catalogue)).Select(m => m.Model),
        Catalogue.Models.Where(m => Catalogue.HelpFor(m).Grade is HelpGrade.Convert).Select(m => m.Model));
}
