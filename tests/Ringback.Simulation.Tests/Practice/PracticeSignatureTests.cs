using Ringback.Catalogue.Loads;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Tests.Practice;

public sealed class PracticeSignatureTests
{
    private static readonly IReadOnlyList<PracticeFile> Package =
        PracticeFirmware.Package(Load.Parse("P0S3-8-12-00"), PracticeSizes.Small);

    [Fact]
    public void Signed_practice_files_are_genuine()
    {
        foreach (PracticeFile file in Package.Where(f => !f.Name.EndsWith(".bin", StringComparison.Ordinal)))
            Assert.Equal(PracticeVerdict.Genuine, PracticeSignature.Verify(file.Content.Span));
    }

    [Fact]
    public void Unsigned_practice_image_has_no_signature() =>
        Assert.Equal(PracticeVerdict.NotPractice, PracticeSignature.Verify(Find(".bin").Span));

    [Fact]
    public void Every_changed_byte_is_found()
    {
        byte[] file = Find(".loads").ToArray();
        for (int i = 0; i < file.Length; i++)
        {
            file[i] ^= 0x40;
            Assert.NotEqual(PracticeVerdict.Genuine, PracticeSignature.Verify(file));
            file[i] ^= 0x40;
        }

        Assert.Equal(PracticeVerdict.Genuine, PracticeSignature.Verify(file));
    }

    [Fact]
    public void Every_prefix_that_shows_its_mark_is_damaged()
    {
        ReadOnlyMemory<byte> file = Find(".loads");
        for (int length = 0x40; length < file.Length; length++)
            Assert.Equal(PracticeVerdict.Damaged, PracticeSignature.Verify(file.Span[..length]));
    }

    [Fact]
    public void Appended_byte_is_found() =>
        Assert.Equal(PracticeVerdict.Damaged, PracticeSignature.Verify([.. Find(".sb2").Span, 0]));

    [Fact]
    public void Any_bytes_have_a_verdict()
    {
        byte[] whole = Find(".loads").ToArray();
        Random random = new(256);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] file = whole[..random.Next(whole.Length + 1)];
            for (int n = random.Next(1, 6); n > 0 && file.Length > 0; n--)
                file[random.Next(file.Length)] = (byte)random.Next(256);
            PracticeVerdict verdict = PracticeSignature.Verify(file);
            Assert.Equal(file.AsSpan().SequenceEqual(whole), verdict is PracticeVerdict.Genuine);
        }
    }

    private static ReadOnlyMemory<byte> Find(string extension) =>
        Package.Single(f => f.Name.EndsWith(extension, StringComparison.Ordinal)).Content;
}
