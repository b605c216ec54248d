namespace Ringback.Catalogue.Tests;

public sealed class PhoneDocumentTests
{
    [Fact]
    public void The_page_about_phones_says_what_the_catalogue_says()
    {
        string written = PhoneDocument.Of(PhoneCatalogue.BuiltIn);
        string page = Path.Combine(Root(), "docs", "phones.md");
        if (File.Exists(page) && File.ReadAllText(page).ReplaceLineEndings("\n") == written) return;
        string fresh = Path.Combine(AppContext.BaseDirectory, "phones.md");
        File.WriteAllText(fresh, written);
        Assert.Fail($"docs/phones.md is not what the catalogue says. The right page is {fresh}: copy it to docs.");
    }

    [Fact]
    public void Every_model_is_on_the_page_with_what_can_be_done_for_it()
    {
        string written = PhoneDocument.Of(PhoneCatalogue.BuiltIn);
        Assert.All(PhoneCatalogue.BuiltIn.Models, m => Assert.Contains($"\n| {m.Model} | {m.Product} | ", written));
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ringback.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
