namespace Ringback.Tidy.Tests;

/// <summary>
/// What is assumed of phones with <c>--assume</c> must reach everything that concludes something from it: one place
/// that takes the catalogue as it was built in would believe something else than the answers do.
/// </summary>
public sealed class CatalogueTests
{
    private const string BuiltIn = "PhoneCatalogue.BuiltIn";

    private static readonly string[] Concluding =
    [
        "src/Ringback.Phones/Answers/", "src/Ringback.Phones/Cases/", "src/Ringback.Phones/Conversion/",
        "src/Ringback.Phones/Events/", "src/Ringback.Phones/Findings/", "src/Ringback.Phones/Identification/",
        "src/Ringback.Workbench/Registrars/",
    ];

    [Fact]
    public void What_concludes_something_of_a_phone_is_given_the_catalogue() => Repository.Expect(
        Concluding.SelectMany(folder => Repository.Code(folder)).SelectMany(file => file.Lines
            .Select((line, i) => (line, i)).Where(l => l.line.Contains(BuiltIn, StringComparison.Ordinal))
            .Select(l => file.At(l.i + 1, BuiltIn))),
        "Take the catalogue as a parameter:");
}
