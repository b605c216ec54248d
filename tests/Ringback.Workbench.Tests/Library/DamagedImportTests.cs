using Ringback.Files.Profiles;
using Ringback.Files.Tests.Firmware;
using Ringback.Workbench.Library;

namespace Ringback.Workbench.Tests.Library;

/// <summary>What <c>library add</c> says of a file in which one bit is another, wherever it is.</summary>
public sealed class DamagedImportTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly LibraryStore _store;

    public DamagedImportTests() => _store = new LibraryStore(_scratch.Folder("library"));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_signed_file_with_one_other_bit_is_told()
    {
        byte[] sound = SignedVector.Content();
        Assert.Equal("added: SIP41.8-5-4S (8.5(4))", Assert.Single(Add("sound", SignedVector.Name, sound)).Message);
        for (int at = 0; at < sound.Length; at++) Write(FormattableString.Invariant($"all/{at}"), SignedVector.Name,
            Flipped(sound, at, at % 8));
        IReadOnlyList<LibraryImportResult> results = AddAll("all");
        Assert.Equal(sound.Length, results.Count);
        Assert.Equal([], results
            .Where(r => r.Outcome is ImportOutcome.Added && !r.Message.Contains(". ", StringComparison.Ordinal))
            .Select(r => $"{r.Path}: {r.Message}"));
        // What is added all the same is no longer a signed file, or one that nobody known has signed.
        Assert.All(results.Where(r => r.Outcome is ImportOutcome.Added),
            r => Assert.Contains("signature", r.Message, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_compiled_profile_with_one_other_bit_is_told_and_never_comes_in()
    {
        byte[] sound = CompiledProfile.Write(ProfileCompiler.Compile(
            ProfileText.Read("gk.txt", "#txt\nUseTftp:1\nProxy:192.0.2.1\n"u8.ToArray(), _ => null),
            ProfileTags.BuiltIn, "gk.txt").Entries);
        LibraryImportResult whole = Assert.Single(Add("sound", "gk001122aabbcc", sound));
        Assert.Equal(ImportOutcome.Skipped, whole.Outcome);
        for (int bit = 0; bit < sound.Length * 8; bit++)
            Write(FormattableString.Invariant($"all/{bit}"), "gk001122aabbcc", Flipped(sound, bit / 8, bit % 8));
        IReadOnlyList<LibraryImportResult> results = AddAll("all");
        Assert.Equal(sound.Length * 8, results.Count);
        Assert.Empty(_store.Read(out _));
        Assert.Equal([], results.Where(r => r.Message == whole.Message).Select(r => $"{r.Path}: {r.Message}"));
    }

    private static byte[] Flipped(byte[] sound, int at, int bit)
    {
        byte[] flipped = [.. sound];
        flipped[at] ^= (byte)(1 << bit);
        return flipped;
    }

    private void Write(string folder, string name, byte[] content) => _scratch.Write($"{folder}/{name}", content);

    private IReadOnlyList<LibraryImportResult> Add(string folder, string name, byte[] content)
    {
        Write(folder, name, content);
        return AddAll(folder);
    }

    private IReadOnlyList<LibraryImportResult> AddAll(string folder)
    {
        using LibraryChange change = _store.Change();
        return LibraryImport.Add(change, [_scratch[folder]], TimeProvider.System, keys: SignedVector.Keys,
            cancelled: TestContext.Current.CancellationToken);
    }
}
