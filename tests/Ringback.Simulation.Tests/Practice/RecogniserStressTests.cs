using System.Buffers.Binary;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Tests.Practice;

public sealed class RecogniserStressTests
{
    private const int Mutations = 1_050_000;
    private const int Seeds = 64;
    private const long MostAllocated = 16 * 1024 * 1024;

    /// <summary>A signature costs more than the rest of an inspection; one input in many has it checked.</summary>
    private const int CheckedOneIn = 1000;

    [Fact]
    public void Every_prefix_of_every_kind_has_an_answer() =>
        Parallel.ForEach(PracticeShelf.All, file =>
        {
            for (int length = 0; length < file.Content.Length; length++)
                Inspect(file.Name, file.Content.Span[..length], SigningKeys.None);
        });

    [Fact]
    public void Prefix_is_never_called_whole_where_the_layout_tells()
    {
        PracticeFile[] telling = [.. PracticeShelf.All.Where(Tells)];
        Assert.True(telling.Length > 15);
        Parallel.ForEach(telling, file =>
        {
            for (int length = 1; length < file.Content.Length - 3; length++)
            {
                FirmwareFile cut = FirmwareFile.Inspect(file.Name, file.Content.Span[..length], SigningKeys.None);
                Assert.False(cut.Whole == true, $"{file.Name} cut to {length}");
            }
        });
    }

    [Fact]
    public void Mutated_files_have_an_answer() => Parallel.For(0, Seeds, seed =>
    {
        Random random = new(seed);
        for (int i = 0; i < Mutations / Seeds + 1; i++)
        {
            PracticeFile file = PracticeShelf.All[random.Next(PracticeShelf.All.Count)];
            byte[] mutated = Mutate(random, file.Content.Span);
            string name = random.Next(4) == 0
                ? PracticeShelf.All[random.Next(PracticeShelf.All.Count)].Name
                : file.Name;
            try
            {
                Inspect(name, mutated, i % CheckedOneIn == 0 ? SigningKeys.BuiltIn : SigningKeys.None);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}, turn {i}, {name}", e);
            }
        }
    });

    [Fact]
    public void Claimed_counts_and_lengths_allocate_nothing()
    {
        foreach (PracticeFile file in PracticeShelf.All)
        {
            for (int at = 0; at + 4 <= Math.Min(file.Content.Length, 0x300); at++)
            {
                byte[] hostile = file.Content.ToArray();
                BinaryPrimitives.WriteUInt32BigEndian(hostile.AsSpan(at), 0x7fff_ffff);
                AssertModest(file.Name, hostile);
            }
        }
    }

    [Theory]
    [InlineData("big.loads", "a\n")]
    [InlineData("big.loads", "a.sbn\n")]
    [InlineData("big.loads", "[PLATFORM_1]\nx=a.sbn size=1\n")]
    [InlineData("big.cnf", "a:b\n")]
    [InlineData("big.cnf.xml", "<a>")]
    [InlineData("OS79XX.TXT", "P0S3 \n")]
    [InlineData("big.bin", "CNU_File_Archive_3.0")]
    [InlineData("load1.txt", "1 2 3 4 5 6 7\n")]
    [InlineData("big.tlv", "\u0001\0\u0002\0\u0005")]
    [InlineData("big.sbn", "\u0001\0\u0002\u0001\u0001\u0002\0\u0002\u0080\0")]
    public void Endless_repetition_is_read_within_bounds(string name, string turn)
    {
        byte[] content = new byte[4 * 1024 * 1024];
        for (int at = 0; at < content.Length; at++) content[at] = (byte)turn[at % turn.Length];
        AssertModest(name, content);
        AssertModest(name, content.AsSpan(0, 200_000));
        AssertModest(name, content.AsSpan(0, 60_000));
    }

    [Fact]
    public void Archive_of_very_many_entries_is_read_within_bounds()
    {
        const int count = 200_000;
        const int contents = 0x248 + (count * 20);
        byte[] archive = new byte[contents + 16];
        archive.AsSpan(contents).Fill((byte)'a');
        "CNU_File_Archive_3.0"u8.CopyTo(archive);
        BinaryPrimitives.WriteInt32BigEndian(archive.AsSpan(0x30), count);
        BinaryPrimitives.WriteInt32BigEndian(archive.AsSpan(0x34), contents);
        AssertModest("jar41sip.x.sbn", archive);
    }

    private static bool Tells(PracticeFile file)
    {
        FirmwareFile whole = FirmwareFile.Inspect(file.Name, file.Content.Span, SigningKeys.None);
        // The cut of a 7940 application inside its last block cannot be seen without its key, nor that of a list's
        // last remark.
        return whole is { Whole: true, Kind: FirmwareKind.Firmware, Role: not FirmwareRole.Application }
            && whole.Family is not ("7910" or "7940-7960") && whole.Payload is not FirmwareContainer.Text;
    }

    private static void AssertModest(string name, ReadOnlySpan<byte> content)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        FirmwareFile file = FirmwareFile.Inspect(name, content, SigningKeys.None);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < MostAllocated, $"{name}, {content.Length} bytes: {allocated} bytes, {file.Kind}");
    }

    private static void Inspect(string name, ReadOnlySpan<byte> content, SigningKeys keys)
    {
        FirmwareFile file = FirmwareFile.Inspect(name, content, keys);
        if (file.Length != content.Length) throw new InvalidOperationException(name);
    }

    private static byte[] Mutate(Random random, ReadOnlySpan<byte> content)
    {
        byte[] mutated = content[..(random.Next(4) == 0 ? random.Next(content.Length + 1) : content.Length)].ToArray();
        for (int n = random.Next(8); n > 0 && mutated.Length > 0; n--)
        {
            // Half of them in the headers, where lengths and counts are.
            int reach = random.Next(2) == 0 ? Math.Min(mutated.Length, 0x280) : mutated.Length;
            mutated[random.Next(reach)] = random.Next(3) switch
            {
                0 => 0xff,
                1 => 0,
                _ => (byte)random.Next(256),
            };
        }

        return mutated;
    }
}
