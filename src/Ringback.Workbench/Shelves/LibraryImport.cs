using System.IO.Compression;
using System.Text.Json.Serialization;
using Ringback.Phones.Firmware;

namespace Ringback.Workbench.Shelves;

/// <summary>What became of one file of an import.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportOutcome>))]
public enum ImportOutcome
{
    /// <summary>It is in the library now.</summary>
    [JsonStringEnumMemberName("added")] Added,

    /// <summary>The same file was there already.</summary>
    [JsonStringEnumMemberName("present")] Present,

    /// <summary>It is no firmware and was left where it is.</summary>
    [JsonStringEnumMemberName("skipped")] Skipped,

    /// <summary>It must not or could not come in.</summary>
    [JsonStringEnumMemberName("refused")] Refused,
}

/// <summary>One line of an import's report.</summary>
/// <param name="Path">The file.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Message">In words.</param>
public sealed record LibraryImportResult(string Path, ImportOutcome Outcome, string Message);

/// <summary>
/// Copies firmware into the library folder, from files, folders and zip archives. Each file appears whole or not at
/// all; nothing that is there is ever overwritten.
/// </summary>
public static class LibraryImport
{
    // The largest package of any family is below 32 MiB; these only stop an archive bomb.
    private const long LargestEntry = 64L * 1024 * 1024;
    private const int MostEntries = 2000;

    /// <summary>Adds one path.</summary>
    public static IEnumerable<LibraryImportResult> Add(string library, string path)
    {
        if (Directory.Exists(path))
        {
            return ConfinedFolder.Files(path).ToList().SelectMany(f =>
                AddFile(library, Path.Combine(path, f.Relative), f.Info.FullName));
        }

        return File.Exists(path)
            ? AddFile(library, path, path)
            : [new LibraryImportResult(path, ImportOutcome.Refused, "there is no such file or folder")];
    }

    private static List<LibraryImportResult> AddFile(string library, string shown, string path)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [new LibraryImportResult(shown, ImportOutcome.Refused, $"cannot be read: {e.Message}")];
        }

        return content.AsSpan().StartsWith("PK\x03\x04"u8)
            ? AddArchive(library, shown, content)
            : [AddContent(library, shown, Path.GetFileName(path), content)];
    }

    private static List<LibraryImportResult> AddArchive(string library, string shown, byte[] content)
    {
        List<LibraryImportResult> results = [];
        try
        {
            using ZipArchive archive = new(new MemoryStream(content), ZipArchiveMode.Read);
            if (archive.Entries.Count > MostEntries)
            {
                return [new LibraryImportResult(shown, ImportOutcome.Refused,
                    $"has {archive.Entries.Count} entries; Cisco's packages have a few dozen")];
            }

            foreach (ZipArchiveEntry entry in archive.Entries.Where(e => e.Name.Length > 0))
                results.Add(AddEntry(library, $"{shown} > {entry.FullName}", entry));
        }
        catch (InvalidDataException e)
        {
            results.Add(new LibraryImportResult(shown, ImportOutcome.Refused,
                $"is a damaged or encrypted archive ({e.Message}) Download it again."));
        }

        return results;
    }

    /// <summary>
    /// Only the last part of an entry's name counts, so that no archive can write outside the library.
    /// </summary>
    private static LibraryImportResult AddEntry(string library, string shown, ZipArchiveEntry entry)
    {
        if (entry.Length > LargestEntry)
            return new LibraryImportResult(shown, ImportOutcome.Refused, "is larger than any phone's firmware");
        using Stream data = entry.Open();
        byte[] content = new byte[entry.Length];
        int length = data.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        if (length < content.Length || data.ReadByte() >= 0)
            return new LibraryImportResult(shown, ImportOutcome.Refused, "is not as long as the archive says");
        string name = entry.FullName[(entry.FullName.LastIndexOfAny(['/', '\\']) + 1)..];
        return AddContent(library, shown, name, content);
    }

    private static LibraryImportResult AddContent(string library, string shown, string name, byte[] content)
    {
        FirmwareFile file = FirmwareFile.Inspect(name, content);
        if (file.Kind is not (FirmwareKind.Firmware or FirmwareKind.Manifest))
        {
            return new LibraryImportResult(shown, ImportOutcome.Skipped,
                file.Kind is FirmwareKind.Archive
                    ? "is an archive that this version does not open; unpack it first and add the folder"
                    : $"is no firmware ({file.Kind.ToWord()}); left where it is");
        }

        if (name.Length == 0 || name is "." or ".." || name.Any(c => c < ' ' || c is ':' or '"' or '|' or '?' or '*'))
            return new LibraryImportResult(shown, ImportOutcome.Refused, "has a name that no phone asks for");
        if (file.Whole == false)
        {
            FirmwareProblem fault = file.Problems.First(p => p.Severity == ProblemSeverity.Error);
            return new LibraryImportResult(shown, ImportOutcome.Refused, $"{fault.Message} {fault.Advice}");
        }

        string target = Path.Combine(library, name);
        if (File.Exists(target))
        {
            return content.AsSpan().SequenceEqual(File.ReadAllBytes(target))
                ? new LibraryImportResult(shown, ImportOutcome.Present, "is in the library already")
                : new LibraryImportResult(shown, ImportOutcome.Refused, $"differs from {target}, which has the same "
                    + "name. Remove that one first if this one is right");
        }

        string half = Path.Combine(library, $".{Guid.NewGuid():N}.part");
        try
        {
            File.WriteAllBytes(half, content);
            File.Move(half, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(half)) File.Delete(half);
            return new LibraryImportResult(shown, ImportOutcome.Refused, $"cannot be written: {e.Message}");
        }

        string what = file.Load is null ? "" : $": {file.Load}" + (file.Version is null ? "" : $" ({file.Version})");
        return new LibraryImportResult(shown, ImportOutcome.Added, "added" + what);
    }
}
