using Ringback.Catalogue;

namespace Ringback.Phones.Tests.Conversion.Routes;

public sealed class RouteDocumentTests
{
    [Fact]
    public void The_page_about_conversions_says_what_the_planner_says()
    {
        string written = RouteDocument.Of(PhoneCatalogue.BuiltIn);
        string page = Path.Combine(Root(), "docs", "conversions.md");
        if (File.Exists(page) && File.ReadAllText(page).ReplaceLineEndings("\n") == written) return;
        string fresh = Path.Combine(AppContext.BaseDirectory, "conversions.md");
        File.WriteAllText(fresh, written);
        Assert.Fail($"docs/conversions.md is not what the planner says. The right page is {fresh}: copy it to docs.");
    }

    [Fact]
    public void Every_model_is_on_the_page() => Assert.All(
        PhoneCatalogue.BuiltIn.Models, m => Assert.Contains(m.Model, RouteDocument.Of(PhoneCatalogue.BuiltIn)));

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ringback.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
