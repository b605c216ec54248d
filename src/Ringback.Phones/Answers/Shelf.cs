using System.Net;
using Ringback.Files.Firmware;

namespace Ringback.Phones.Answers;

/// <summary>Where a file was found.</summary>
public enum ShelfPlace
{
    /// <summary>The plain folder of <c>--root</c>: names are paths below it.</summary>
    Root,

    /// <summary>The firmware library: names are found wherever below it they lie.</summary>
    Library,
}

/// <summary>One of the user's files.</summary>
/// <param name="Path">Its path below its folder, with <c>/</c>, in the letter case on disk.</param>
/// <param name="Place">Which folder.</param>
/// <param name="Identity">What its content says it is.</param>
public sealed record ShelfFile(string Path, ShelfPlace Place, FirmwareFile Identity)
{
    /// <summary>The name without folders.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Bytes.</summary>
    public long Length { get; init; } = Identity.Length;

    /// <summary>SHA-256 of the content in lower-case hexadecimal; null when whoever looked at it did not say.</summary>
    public string? Sha256 { get; init; }
}

/// <summary>
/// The user's files at one moment: the plain folder first, then the library. Holds only files that really lie inside
/// their folder, so that a name cannot lead out of it, whatever it contains.
/// </summary>
public interface IShelf
{
    /// <summary>All files.</summary>
    IReadOnlyList<ShelfFile> Files { get; }

    /// <summary>The firmware packages that the files make up.</summary>
    IReadOnlyList<FirmwarePackage> Packages { get; }

    /// <summary>
    /// The file of that path: exact letter case before any, the plain folder before the library; also by its last
    /// parts alone, in the library whatever it is, in the plain folder when no other can be meant and it is none of
    /// the files that send phones somewhere. Null when there is none.
    /// </summary>
    ShelfFile? Find(string path);

    /// <summary>
    /// The file of that path, with its whole path on disk, that lies in the plain folder and that this user may not
    /// read; null when there is none.
    /// </summary>
    string? Unreadable(string path) => null;

    /// <summary>The content of a small file, such as a configuration; null when it cannot be read any more.</summary>
    ReadOnlyMemory<byte>? Read(ShelfFile file);
}

/// <summary>Where the phone finds our registrars: the address it asked, and our ports.</summary>
/// <param name="Address">Our address on the phone's network.</param>
/// <param name="SccpPort">TCP port for SCCP.</param>
/// <param name="SipPort">UDP port for SIP.</param>
public sealed record ServerAddress(IPAddress Address, int SccpPort = 2000, int SipPort = 5060);
