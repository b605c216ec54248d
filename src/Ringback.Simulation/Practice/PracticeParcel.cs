using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Ringback.Simulation.Practice;

/// <summary>What firmware comes in, and what stands beside it on a server: packages and trust lists.</summary>
public static class PracticeParcel
{
    /// <summary>A load's package as a call manager takes it: a gzip tar in an envelope.</summary>
    /// <param name="name">The file's name, which is signed with it: <c>cmterm-7941.k3.cop.sgn</c>.</param>
    /// <param name="files">What is in it.</param>
    /// <remarks>sources.md other-phones §3.6.</remarks>
    public static PracticeFile Package(string name, IEnumerable<PracticeFile> files)
    {
        using MemoryStream content = new();
        using (GZipStream gzip = new(content, CompressionLevel.Fastest, leaveOpen: true))
        using (TarWriter tar = new(gzip))
        {
            foreach (PracticeFile file in files)
            {
                using MemoryStream data = new(file.Content.ToArray(), writable: false);
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, file.Name)
                {
                    // The same files give the same package.
                    ModificationTime = DateTimeOffset.UnixEpoch,
                    DataStream = data,
                });
            }
        }

        return new PracticeFile(name, PracticeEnvelope.Wrap(name, content.ToArray()));
    }

    /// <summary>A CTL or ITL of two entries that no phone can check.</summary>
    /// <param name="name"><c>CTLFile.tlv</c> or <c>ITLFile.tlv</c>.</param>
    /// <remarks>sources.md other-phones §3.8.</remarks>
    public static PracticeFile TrustList(string name)
    {
        byte[] records = [.. Record(0, "sast.practice"), .. Record(2, "callmanager.practice")];
        return new PracticeFile(name, PracticeEnvelope.Wrap(name, records, minorVersion: 2));
    }

    private static byte[] Record(byte role, string name)
    {
        byte[] text = Encoding.ASCII.GetBytes(name + "\0");
        byte[] fields = [2, 0, (byte)text.Length, .. text, 4, 0, 2, 0, role];
        return [1, 0, 2, 0, (byte)(fields.Length + 5), .. fields];
    }
}
