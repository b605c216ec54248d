using System.Globalization;
using System.Text;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;

namespace Ringback.Workbench.Fleet;

/// <summary>
/// A file of phones, in YAML, JSON or CSV, by its extension. The fields are the same in all three
/// (docs/configure.md). A value that cannot be understood is told and never guessed.
/// </summary>
public static class FleetFile
{
    /// <summary>A phone takes a few hundred bytes; this is a fleet that nobody has on one bench.</summary>
    public const int LargestFile = 8 * 1024 * 1024;

    /// <summary>As many phones as one file may hold.</summary>
    public const int MostPhones = 10_000;

    /// <summary>The extensions that are read, for messages.</summary>
    public const string Extensions = ".yaml, .yml, .json, .csv";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="catalogue">The models.</param>
    /// <param name="use">What it is read for.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FleetReading Read(string path, PhoneCatalogue catalogue, FleetUse use = FleetUse.Configure)
    {
        string name = Path.GetFileName(path);
        long length = new FileInfo(path).Length;
        if (length > LargestFile)
        {
            return Failed(name, string.Create(CultureInfo.InvariantCulture,
                $"It is larger than {LargestFile / 1024 / 1024} MiB."), "Split it into several files.");
        }

        // What has no length is not opened: a pipe would wait for ever for somebody to write.
        return Read(name, length == 0 ? [] : File.ReadAllBytes(path), catalogue, use);
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="name">Its name: the extension says what it is.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="catalogue">The models.</param>
    /// <param name="use">What it is read for.</param>
    public static FleetReading Read(
        string name, ReadOnlySpan<byte> content, PhoneCatalogue catalogue, FleetUse use = FleetUse.Configure)
    {
        if (Text(content) is not { } text)
        {
            return Failed(name, "It is not text in UTF-8.",
                "Save it as UTF-8; in a spreadsheet that is called \"CSV UTF-8\".");
        }

        FleetErrors errors = new(name);
        FleetDocument? document = Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".yaml" or ".yml" => YamlFleet.Read(text, errors),
            ".json" => JsonFleet.Read(text, errors),
            ".csv" => CsvFleet.Read(text, errors),
            _ => Unknown(errors),
        };
        if (document is null || errors.Any) return new FleetReading([], errors.All);
        if (document.Phones.Count == 0) errors.Add(0, "phones", "There is no phone in it.", "Add one.");
        if (document.Phones.Count > MostPhones)
        {
            errors.Add(0, "phones", string.Create(CultureInfo.InvariantCulture,
                $"There are {document.Phones.Count} phones in it, and {MostPhones} are the most."), "Split the file.");
        }

        List<FleetPhone> phones = errors.Any ? [] : FleetBinding.Bind(document, catalogue, errors, use);
        return new FleetReading(errors.Any ? [] : phones, errors.All);
    }

    /// <summary>One phone from fields and values, as a row of a CSV has them.</summary>
    /// <param name="name">What the errors call the place.</param>
    /// <param name="fields">Such as <c>lines[1].password</c> with its value.</param>
    /// <param name="catalogue">The models.</param>
    public static FleetReading Of(
        string name, IEnumerable<(string Field, string Value)> fields, PhoneCatalogue catalogue)
    {
        FleetErrors errors = new(name);
        FleetRow row = new(line: 0);
        foreach ((string field, string value) in fields)
        {
            if (!row.Put(CsvFleet.Name(field), value))
                errors.Add(0, field, "The name cannot be read.", "Write it as lines[1].name.");
        }

        List<FleetPhone> phones = errors.Any
            ? []
            : FleetBinding.Bind(new FleetDocument(null, [row.ToMap()]), catalogue, errors, FleetUse.Configure);
        return new FleetReading(errors.Any ? [] : phones, errors.All);
    }

    private static FleetDocument? Unknown(FleetErrors errors)
    {
        errors.Add(0, "", "Its extension says nothing.", $"Let it end in one of {Extensions}.");
        return null;
    }

    private static FleetReading Failed(string name, string message, string advice) =>
        new([], [Problem.OfFile(ProblemCode.SettingsFileUnreadable, name, null, message, advice)]);

    private static string? Text(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("\uFEFF"u8)) content = content[3..];
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
