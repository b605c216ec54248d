using System.Xml.Linq;

namespace Ringback.Tidy.Tests;

/// <summary>The house stays as docs/architecture.md draws it: who knows whom, and what comes from outside.</summary>
public sealed class ProjectTests
{
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Ringback.Wire"] = [],
        ["Ringback.Datagrams"] = [],
        ["Ringback.Catalogue"] = [],
        ["Ringback.Files"] = ["Ringback.Catalogue"],
        ["Ringback.Phones"] = ["Ringback.Catalogue", "Ringback.Files"],
        ["Ringback.Observation"] = ["Ringback.Wire", "Ringback.Datagrams", "Ringback.Phones"],
        ["Ringback.Journal"] = ["Ringback.Phones"],
        ["Ringback.Simulation"] = ["Ringback.Wire", "Ringback.Datagrams", "Ringback.Files"],
        ["Ringback.Workbench"] =
        [
            "Ringback.Wire", "Ringback.Datagrams", "Ringback.Phones", "Ringback.Observation", "Ringback.Journal",
        ],
        ["Ringback.Console"] = ["Ringback.Workbench"],
        ["Ringback.Cli"] =
        [
            "Ringback.Wire", "Ringback.Datagrams", "Ringback.Phones", "Ringback.Observation", "Ringback.Journal",
            "Ringback.Simulation", "Ringback.Workbench", "Ringback.Console",
        ],
    };

    // The pure rooms: bytes, text and time in, values out. A package there would bring in somebody else's world.
    private static readonly string[] Pure =
        ["Ringback.Wire", "Ringback.Catalogue", "Ringback.Files", "Ringback.Phones", "Ringback.Observation"];

    private static readonly Dictionary<string, string> TestsWithoutSource = new()
    {
        ["Ringback.EndToEnd.Tests"] = "runs the built program against real clients",
        ["Ringback.Fuzz.Tests"] = "runs the targets of fuzz/, which take bytes in every room",
        ["Ringback.Tidy.Tests"] = "reads the repository itself",
    };

    private static IEnumerable<RepositoryFile> Sources => Repository.Projects.Where(
        file => file.Path.StartsWith("src/", StringComparison.Ordinal)
            && file.Path.EndsWith(".csproj", StringComparison.Ordinal));

    [Fact]
    public void Every_room_knows_only_the_rooms_it_may_know() => Repository.Expect(
        from project in Sources
        from reference in Items(project, "ProjectReference")
        let other = NameOf(reference.Include)
        where !Rooms.GetValueOrDefault(NameOf(project.Path), []).Contains(other)
        select project.At(reference.Line, $"must not know {other}"),
        "Turn the dependency round, or change docs/architecture.md and this table together with the reason:");

    [Fact]
    public void A_simulated_phone_reads_with_code_of_its_own() => Repository.Expect(
        from file in Repository.Code("src/Ringback.Simulation/Handsets/")
        where file.Text.Contains("Ringback.Files", StringComparison.Ordinal)
        select file.Path,
        "A fault of the product's parsers would hide in a phone that uses them; read it as the phone's code does:");

    [Fact]
    public void Every_room_is_in_the_table() =>
        Assert.Equal(Rooms.Keys.Order(), Sources.Select(project => NameOf(project.Path)).Order());

    [Fact]
    public void The_pure_rooms_use_the_base_class_library_only() => Repository.Expect(
        from project in Sources
        where Pure.Contains(NameOf(project.Path))
        from kind in new[] { "PackageReference", "FrameworkReference" }
        from reference in Items(project, kind)
        select project.At(reference.Line, $"brings {reference.Include}"),
        "The pure rooms take bytes, text and time and return values. Do this in Workbench or Cli:");

    [Fact]
    public void Every_package_version_is_in_one_file() => Repository.Expect(
        from project in Repository.Projects
        from reference in Items(project, "PackageReference")
        where reference.Element.Attribute("Version") is not null
            || reference.Element.Attribute("VersionOverride") is not null
            || reference.Element.Elements().Any(child => child.Name.LocalName is "Version" or "VersionOverride")
        select project.At(reference.Line, $"{reference.Include} carries a version"),
        "Write the version into Directory.Packages.props and nowhere else:");

    [Fact]
    public void Every_package_is_used()
    {
        HashSet<string> used = [.. Repository.Projects.SelectMany(file => Items(file, "PackageReference"))
            .Select(reference => reference.Include)];
        Repository.Expect(
            from version in Versions()
            where !used.Contains(version.Include)
            select $"Directory.Packages.props:{version.Line}: {version.Include} is used by no project",
            "Remove what nobody uses:");
    }

    [Fact]
    public void Every_package_has_a_decision_note()
    {
        string notes = string.Concat(Repository.Files
            .Where(file => file.Path.StartsWith("docs/decisions/", StringComparison.Ordinal))
            .Select(file => file.Text));
        Repository.Expect(
            from version in Versions()
            where !notes.Contains($"`{version.Include}`", StringComparison.Ordinal)
            select $"Directory.Packages.props:{version.Line}: {version.Include} has no note",
            "Write docs/decisions/NNNN-*.md: why it is needed, what else there was, what it costs. Name it in `code`:");
    }

    // What is under bench/ is built by its own launchers: it brings packages that nobody needs for a test.
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Repository.Files.Single(file => file.Path == "Ringback.slnx").Text;
        Repository.Expect(
            from project in Repository.Projects
            where project.Path.EndsWith(".csproj", StringComparison.Ordinal)
                && (project.Path.StartsWith("src/", StringComparison.Ordinal)
                    || project.Path.StartsWith("tests/", StringComparison.Ordinal))
                && !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal)
            select project.At(1, "is not in Ringback.slnx"),
            "Add it, or nothing will build and test it:");
    }

    [Fact]
    public void Every_test_project_mirrors_a_source_project() => Repository.Expect(
        from project in Repository.Projects
        where project.Path.StartsWith("tests/", StringComparison.Ordinal)
        let name = NameOf(project.Path)
        where !TestsWithoutSource.ContainsKey(name)
            && !(name.EndsWith(".Tests", StringComparison.Ordinal) && Rooms.ContainsKey(name[..^".Tests".Length]))
        select project.At(1, "has no project of the same name under src/"),
        "Put the tests beside the name they test, or add the project to the list here with its reason:");

    private static IEnumerable<(string Include, int Line, XElement Element)> Versions() =>
        Items(Repository.Files.Single(file => file.Path == "Directory.Packages.props"), "PackageVersion");

    private static IEnumerable<(string Include, int Line, XElement Element)> Items(RepositoryFile file, string kind) =>
        from element in XDocument.Parse(file.Text, LoadOptions.SetLineInfo).Descendants()
        where element.Name.LocalName == kind && element.Attribute("Include") is not null
        select (element.Attribute("Include")!.Value, ((System.Xml.IXmlLineInfo)element).LineNumber, element);

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}
