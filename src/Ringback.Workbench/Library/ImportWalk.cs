using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.IO.Hashing;
using Ringback.Files.Firmware;

namespace Ringback.Workbench.Library;

/// <summary>An archive that is not taken; the message says why.</summary>
internal sealed class ImportRefusedException(string message) : Exception(message);

/// <summary>
/// Walks through a file and the archives in it: zip, tar, gzip, and Cisco's <c>.cop.sgn</c> and <c>.zip.sgn</c>, which
/// are a gzip and a zip in a signed envelope. What a file is, its first bytes say and not its name.
/// </summary>
/// <param name="limits">What is taken at most.</param>
/// <param name="fileLength">Bytes of the outermost file, which the ratio is measured by.</param>
/// <param name="take">Told each file that is no archive: where it stands, its name, its content.</param>
/// <param name="refuse">Told each entry that is not taken, with the reason.</param>
internal sealed class ImportWalk(
    ImportLimits limits, long fileLength, Action<string, string, byte[]> take, Action<string, string> refuse)
{
    private const int HeadLength = 1024;
    private const int LargestFirstPiece = 16 * 1024 * 1024;
    private const int UnixTypeMask = 0xF000;
    private const int UnixLink = 0xA000;
    private const int TarBlock = 512;

    private long _unpacked;

    /// <summary>Takes a file or archive.</summary>
    /// <exception cref="ImportRefusedException">The whole of it must not be taken.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    internal void Take(string shown, string name, Stream content, int depth)
    {
        byte[] head = new byte[HeadLength];
        int length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> start = head.AsSpan(0, length);
        if (depth > limits.DeepestNesting)
            throw new ImportRefusedException($"has archives in archives, more than {limits.DeepestNesting} deep");
        content.Position = 0;
        if (IsZip(start)) TakeZip(shown, content, depth);
        else if (start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b])) TakeGzip(shown, name, content, depth);
        else if (IsTar(start)) TakeTar(shown, content, depth);
        else if (IsSignedGzip(start, out int header))
        {
            content.Position = header;
            TakeGzip(shown, name, content, depth);
        }
        else if (IsSigned(start, "PK\x03\x04"u8, out header))
        {
            content.Position = header;
            // A zip counts from its own beginning.
            byte[] zip = ReadAll(content, content.Length - header);
            using MemoryStream inner = new(zip, 0, zip.Length, writable: false, publiclyVisible: true);
            TakeZip(shown, inner, depth);
        }
        else take(shown, name, ReadAll(content, content.Length));
    }

    internal static bool IsZip(ReadOnlySpan<byte> start) =>
        start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8);

    /// <summary>A tar has its magic at 257; the oldest form has none, but a sum of its header.</summary>
    internal static bool IsTar(ReadOnlySpan<byte> start)
    {
        const int magic = 257, sumOffset = 148, sumLength = 8, header = 512;
        if (start.Length < header) return false;
        if (start[magic..].StartsWith("ustar"u8)) return true;
        uint sum = 0, said = 0;
        for (int i = 0; i < header; i++) sum += i is >= sumOffset and < sumOffset + sumLength ? ' ' : start[i];
        foreach (byte digit in start.Slice(sumOffset, sumLength))
        {
            if (digit is >= (byte)'0' and <= (byte)'7') said = said * 8 + digit - '0';
            else if (digit is not ((byte)' ' or 0)) return false;
        }

        return sum == said && start[0] != 0;
    }

    internal static bool IsSignedGzip(ReadOnlySpan<byte> start, out int header) =>
        IsSigned(start, [0x1f, 0x8b], out header);

    /// <summary>True for an archive in a signed envelope; it begins behind the header.</summary>
    private static bool IsSigned(ReadOnlySpan<byte> start, ReadOnlySpan<byte> magic, out int header)
    {
        header = 0;
        if (!SignedEnvelope.TryRead(start, out SignedEnvelope? envelope, out _)) return false;
        header = envelope.HeaderLength;
        return start.Length >= header + magic.Length && start[header..].StartsWith(magic);
    }

    private void TakeZip(string shown, Stream content, int depth)
    {
        using ZipArchive archive = new(content, ZipArchiveMode.Read, leaveOpen: true);
        Count(archive.Entries.Count);
        if (archive.Entries.Count == 0) refuse(shown, "is an archive with nothing in it");
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string at = Inside(shown, entry.FullName);
            if (entry.FullName.EndsWith('/') && entry.Length == 0 || LibraryNames.IsLitter(entry.FullName)) continue;
            string? objection = LibraryNames.Trap(entry.FullName)
                ?? (entry.IsEncrypted ? "is encrypted. Unpack it with its password and add the folder" : null)
                ?? ((entry.ExternalAttributes >> 16 & UnixTypeMask) == UnixLink ? Link : null)
                ?? TooLarge(entry.Length);
            if (objection is not null)
            {
                refuse(at, objection);
                continue;
            }

            using Stream data = entry.Open();
            byte[] bytes = ReadAll(data, entry.Length, isUnpacking: true);
            if (bytes.Length != entry.Length || Crc32.HashToUInt32(bytes) != entry.Crc32)
                throw new InvalidDataException($"{entry.FullName} in it is not what its checksum says");
            TakeEntry(at, entry.FullName, bytes, depth);
        }
    }

    private void TakeTar(string shown, Stream content, int depth)
    {
        using TarReader reader = new(content, leaveOpen: true);
        int count = 0;
        long claimed = 0;
        while (Next(reader) is { } entry)
        {
            Count(++count);
            claimed = checked(claimed + TarBlock + entry.Length);
            if (content.CanSeek && claimed > content.Length)
                throw new InvalidDataException($"{entry.Name} in it claims to have more bytes than there are");
            string at = Inside(shown, entry.Name);
            if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes
                || LibraryNames.IsLitter(entry.Name))
            {
                continue;
            }

            string? objection = LibraryNames.Trap(entry.Name) ?? (entry.EntryType switch
            {
                TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile => null,
                TarEntryType.SymbolicLink or TarEntryType.HardLink => Link,
                _ => "is a device or something else that is no file",
            }) ?? TooLarge(entry.Length);
            if (objection is not null) refuse(at, objection);
            else TakeEntry(at, entry.Name, entry.DataStream is { } data ? ReadAll(data, entry.Length) : [], depth);
        }
    }

    /// <summary>
    /// The next entry. A header can say anything, and the platform's reader believes it until a stream or an array
    /// throws something of its own.
    /// </summary>
    private static TarEntry? Next(TarReader reader)
    {
        try
        {
            return reader.GetNextEntry();
        }
        catch (Exception e) when (e is not (IOException or InvalidDataException or OperationCanceledException))
        {
            throw new InvalidDataException("a header in it says what cannot be, such as more bytes than there are", e);
        }
    }

    private void TakeGzip(string shown, string name, Stream content, int depth)
    {
        using GZipStream unpacked = new(content, CompressionMode.Decompress, leaveOpen: true);
        byte[] head = new byte[HeadLength];
        int length = unpacked.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        using Rejoined all = new(head.AsMemory(0, length), unpacked, Unpack);
        if (IsTar(head.AsSpan(0, length)))
        {
            TakeTar(shown, all, depth + 1);
            all.CopyTo(Stream.Null);
            CheckTrailer(content, all);
            return;
        }

        string inner = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        byte[] bytes = ReadAll(all, limits.LargestFile);
        CheckTrailer(content, all);
        TakeEntry(Inside(shown, inner), inner, bytes, depth);
    }

    /// <summary>
    /// A gzip ends with the CRC and the length of what is in it (RFC 1952, section 2.3.1). The platform's reader ends
    /// quietly where a file is cut short, so this is what tells.
    /// </summary>
    private static void CheckTrailer(Stream packed, Rejoined unpacked)
    {
        byte[] trailer = new byte[8];
        if (packed.Length >= trailer.Length)
        {
            packed.Position = packed.Length - trailer.Length;
            packed.ReadExactly(trailer);
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != unpacked.Crc
            || BinaryPrimitives.ReadUInt32LittleEndian(trailer.AsSpan(4)) != (uint)unpacked.Count)
        {
            throw new InvalidDataException("the checksum at its end is not that of its content");
        }
    }

    private void TakeEntry(string shown, string path, byte[] content, int depth)
    {
        string name = LibraryNames.LastPart(path);
        using MemoryStream inner = new(content, 0, content.Length, writable: false, publiclyVisible: true);
        Take(shown, name, inner, depth + 1);
    }

    private const string Link = "is a link to another file. Only files are taken";

    /// <summary>Tools write <c>./name</c> for what lies at the top.</summary>
    private static string Inside(string shown, string path) =>
        $"{shown} > {(path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path)}";

    private string? TooLarge(long length) => length > limits.LargestFile
        ? $"has {length} bytes, and no phone's firmware has more than {limits.LargestFile}"
        : null;

    private void Count(int entries)
    {
        if (entries > limits.MostEntries)
        {
            throw new ImportRefusedException($"has more than {limits.MostEntries} files in it; Cisco's packages have "
                + "a few dozen");
        }
    }

    /// <summary>Reads what there is, to the limit; a claimed length is believed as far as bytes follow.</summary>
    private byte[] ReadAll(Stream content, long claimed, bool isUnpacking = false)
    {
        if (content is MemoryStream memory && memory.TryGetBuffer(out ArraySegment<byte> whole)
            && whole.Array!.Length == whole.Count && memory.Position == 0)
        {
            return whole.Array;
        }

        // What an archive claims is only believed so far; what a file's length is, the disk says.
        long first = content is ProgressStream ? limits.LargestFile + 1 : LargestFirstPiece;
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)Math.Clamp(claimed, 0, first));
        int length = 0;
        while (true)
        {
            if (length == bytes.Length)
            {
                int next = content.ReadByte();
                if (next < 0) break;
                Array.Resize(ref bytes, Math.Max(bytes.Length * 2, 4096));
                bytes[length++] = (byte)next;
                if (isUnpacking) Unpack(1);
            }

            int read = content.Read(bytes.AsSpan(length));
            if (read == 0) break;
            length += read;
            if (isUnpacking) Unpack(read);
            if (length > limits.LargestFile) throw new ImportRefusedException(TooLarge(length)!);
        }

        return length == bytes.Length ? bytes : bytes[..length];
    }

    private void Unpack(int bytes)
    {
        _unpacked += bytes;
        if (_unpacked > limits.LargestArchive)
        {
            throw new ImportRefusedException($"unpacks to more than {limits.LargestArchive} bytes: more than any "
                + "package of firmware");
        }

        if (_unpacked > limits.RatioAllowance && _unpacked / limits.HighestRatio > fileLength)
        {
            throw new ImportRefusedException($"unpacks to more than {limits.HighestRatio} times its size, which only "
                + "archives do that are built to fill a disk");
        }
    }

    /// <summary>The first bytes of a stream that can only be read once, and the rest of it.</summary>
    private sealed class Rejoined(ReadOnlyMemory<byte> head, Stream rest, Action<int> read) : Stream
    {
        private readonly Crc32 _crc = new();
        private ReadOnlyMemory<byte> _head = head;

        /// <summary>The CRC of what has been read.</summary>
        internal uint Crc => _crc.GetCurrentHashAsUInt32();

        /// <summary>How much has been read.</summary>
        internal long Count { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int bytes = Math.Min(_head.Length, buffer.Length);
            if (bytes > 0)
            {
                _head.Span[..bytes].CopyTo(buffer);
                _head = _head[bytes..];
            }
            else
            {
                bytes = rest.Read(buffer);
            }

            _crc.Append(buffer[..bytes]);
            Count += bytes;
            read(bytes);
            return bytes;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
