namespace Ringback.Tidy.Tests;

/// <summary>Inside a project the folders lie in layers, as the table of docs/architecture.md says.</summary>
public sealed class FolderLayerTests
{
    private const string Advice = "Move the type to where it belongs, or change the table with the reason:";

    private static RepositoryFile Page => Repository.Files.Single(file => file.Path == "docs/architecture.md");

    private static RepositoryFile[] Sources => [.. Repository.Code("src/")];

    [Fact]
    public void Every_project_is_in_the_table() => Assert.Equal(
        FolderLayers.Folders(Sources).Select(at => at.Project).Distinct().Order(StringComparer.Ordinal),
        FolderLayers.Read(Page).Select(row => row.Project).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_folder_is_in_the_table_and_no_other() => Assert.Equal(
        FolderLayers.Folders(Sources).Order(),
        FolderLayers.Read(Page).Select(row => (row.Project, row.Folder)).Order());

    [Fact]
    public void Every_folder_uses_only_what_it_may()
    {
        ILookup<(string, string), string> may = FolderLayers.Read(Page)
            .SelectMany(row => row.MayUse, (row, used) => (row, used))
            .ToLookup(allowed => (allowed.row.Project, allowed.row.Folder), allowed => allowed.used);
        Repository.Expect(
            FolderLayers.Uses(Sources)
                .Where(use => !may[(use.Project, use.Folder)].Contains(use.Used)).Select(use => use.Where).Distinct(),
            Advice);
    }

    [Fact]
    public void What_the_table_allows_is_there_and_goes_in_no_circle()
    {
        IReadOnlyList<FolderLayer> table = FolderLayers.Read(Page);
        Assert.NotEmpty(table);
        Repository.Expect(
            from row in table
            from used in row.MayUse
            where !table.Any(other => other.Project == row.Project && other.Folder == used)
            select Page.At(row.Line, $"there is no {used}"),
            "Correct the table:");
        Repository.Expect(
            from project in table.GroupBy(row => row.Project)
            let circle = FolderLayers.Circle(project)
            where circle is not null
            select $"{project.Key}: {string.Join(" → ", circle)}",
            Advice);
    }

    // They open a namespace to every file of the project, where nobody sees it.
    [Fact]
    public void No_folder_is_opened_to_a_whole_project() => Repository.Expect(
        from file in Repository.Files
        where file.Path.StartsWith("src/", StringComparison.Ordinal)
        from line in Enumerable.Range(0, file.Lines.Length)
        where file.Lines[line].Contains("global using ", StringComparison.Ordinal)
            || file.Lines[line].Contains("<Using Include=", StringComparison.Ordinal)
        select file.At(line + 1, file.Lines[line].Trim()),
        "Write the directive into the files that need it:");

    [Theory]
    [InlineData("Low", "using Ringback.House.High;", "High")]
    [InlineData("Low", "using A = Ringback.House.High.Roof;", "High")]
    [InlineData("Low", "using static Ringback.House.High.Roof;", "High")]
    [InlineData("Low", "Ringback.House.High.Roof roof;", "High")]
    [InlineData("Low", "High.Roof roof;", "High")]
    [InlineData("Low", "Door door;", "(root)")]
    [InlineData("Low", "/// <summary>See <see cref=\"Door\"/>.</summary>", "(root)")]
    [InlineData("Low", "// A Door is a door.", null)]
    [InlineData("Low", "using Ringback.Other.High;", null)]
    [InlineData("Low", "namespace Ringback.House.Low;", null)]
    [InlineData("Low", "Roof roof;", null)]
    [InlineData("High/Attic", "Roof roof;", "High")]
    [InlineData("High/Attic", "Ringback.House.High.Attic.Box box;", null)]
    public void A_use_is_found(string folder, string line, string? used)
    {
        RepositoryFile[] house =
        [
            new("src/Ringback.House/Door.cs", "namespace Ringback.House;\npublic sealed class Door;\n"),
            new("src/Ringback.House/High/Roof.cs", "namespace Ringback.House.High;\ninternal unsafe struct Roof;\n"),
            new("src/Ringback.House/Low/Floor.cs", "namespace Ringback.House.Low;\nenum Floor;\n"),
            new($"src/Ringback.House/{folder}/Subject.cs", line + "\n"),
        ];
        Assert.Equal(used is null ? [] : [used], FolderLayers.Uses(house).Select(use => use.Used).Distinct());
    }

    [Theory]
    [InlineData("| `A` | `Low` | — |\n| `A` | `High` | Low |\n| `A` | `Top` | High, Low |", null)]
    [InlineData("| `A` | `Low` | High |\n| `A` | `High` | Low |", "Low High Low")]
    [InlineData("| `A` | `Low` | Low |", "Low Low")]
    [InlineData("| `A` | `Top` | A |\n| `A` | `A` | B/C |\n| `A` | `B/C` | (root) |\n| `A` | `(root)` | A |",
        "A B/C (root) A")]
    public void A_circle_is_found(string table, string? circle)
    {
        IReadOnlyList<FolderLayer> rows = FolderLayers.Read(new RepositoryFile("page.md", table + "\n"));
        IReadOnlyList<string>? found = FolderLayers.Circle(rows);
        Assert.Equal(circle, found is null ? null : string.Join(' ', found));
    }
}
