using Ringback.Files.Generation;

namespace Ringback.Files.Tests.Generation;

/// <summary>
/// The files of every model and load, byte for byte, so that no change goes unseen. When one is meant, copy what the
/// test has written over what was there, and look at the difference.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string Kept = Path.Combine(AppContext.BaseDirectory, "Generation", "Golden");
    private static readonly string Written = Path.Combine(AppContext.BaseDirectory, "Golden.new");

    [Theory]
    [MemberData(nameof(EveryPhoneTests.ModelsAndLoads), MemberType = typeof(EveryPhoneTests))]
    public void The_files_are_those_that_are_kept(string model, string load)
    {
        string folder = $"{model}-{load}".Replace(' ', '-');
        ConfigurationSet set = PhoneConfiguration.Files(Wanted.Of(model, load, Wanted.Most));
        Dictionary<string, byte[]> made = set.Files.ToDictionary(f => f.Name, f => f.Content.ToArray());
        string kept = Path.Combine(Kept, folder);
        Dictionary<string, byte[]> known = Directory.Exists(kept)
            ? Directory.GetFiles(kept).ToDictionary(f => Path.GetFileName(f)!, File.ReadAllBytes)
            : [];
        string[] different =
        [
            .. made.Where(f => !known.TryGetValue(f.Key, out byte[]? bytes) || !bytes.SequenceEqual(f.Value))
                .Select(f => f.Key),
            .. known.Keys.Except(made.Keys).Select(name => name + " (no longer made)"),
        ];
        if (different.Length == 0) return;
        string written = Path.Combine(Written, folder);
        Directory.CreateDirectory(written);
        foreach ((string name, byte[] bytes) in made) File.WriteAllBytes(Path.Combine(written, name), bytes);
        Assert.Fail($"{folder} differs in {string.Join(", ", different)}. If that is meant, copy the folder {written} "
            + "to tests/Ringback.Files.Tests/Generation/Golden, look at the difference, and commit it.");
    }

    [Fact]
    public void No_folder_is_left_over()
    {
        IEnumerable<string> wanted = EveryPhoneTests.ModelsAndLoads()
            .Select(row => $"{row.Data.Item1}-{row.Data.Item2}".Replace(' ', '-'));
        Assert.Empty(Directory.GetDirectories(Kept).Select(Path.GetFileName).Except(wanted));
    }
}
