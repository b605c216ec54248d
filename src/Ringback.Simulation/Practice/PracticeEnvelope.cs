using System.Buffers.Binary;
using System.Text;
using Ringback.Files.Firmware;

namespace Ringback.Simulation.Practice;

/// <summary>
/// Wraps a payload in an envelope of Cisco's layout, signed by nobody: the signer's name says that it is practice,
/// and the signature field holds a <see cref="PracticeSignature"/>.
/// </summary>
/// <remarks>sources.md file-formats §A: the table of offsets there is what this writes.</remarks>
internal static class PracticeEnvelope
{
    private const int NameOffset = 0x180;
    private const int SignerLength = 0x27;

    /// <summary>A timestamp, and a container of 72 bytes that says how the payload is encrypted.</summary>
    private const int EncryptionLength = 3 + 4 + 3 + 72;

    internal static byte[] Wrap(
        string fileName, ReadOnlySpan<byte> payload, byte minorVersion = 1, bool encrypted = false,
        SigningSlot? slot = null)
    {
        // Name, its NUL, and the header's end on a 4-byte boundary.
        int nameLength = fileName.Length + 1;
        int extra = encrypted ? EncryptionLength : 0;
        int headerLength = (NameOffset + nameLength + extra + 3) / 4 * 4;
        byte[] file = new byte[headerLength + payload.Length];
        HeaderWriter header = new(file);

        header.Tag(1, [1, minorVersion]);
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)headerLength);
        header.Tag(2, length);
        header.Container(3, 0x5b);
        header.Tag(4, Padded(PracticeMark.Signer + PracticeKey.SignerOf(slot), SignerLength));
        header.Tag(5, [0x12, 0x34, 0x56, 0x78, 0x90, 0xab, 0xcd, 0xef]);
        header.Tag(6, Padded("CN=RingbackPractice;O=NotFirmware", 0x23));
        header.Container(7, 0x0f);
        header.Tag(8, [1]);
        header.Container(9, 8);
        header.Tag(10, [0]);
        header.Tag(11, [2]);
        header.Tag(12, new byte[PracticeSignature.Length]);
        header.Tag(14, Padded(fileName, nameLength));
        if (encrypted) WriteEncryption(ref header);
        header.PadTo(headerLength);

        payload.CopyTo(file.AsSpan(headerLength));
        PracticeSignature.Sign(file);
        return file;
    }

    /// <summary>As in the parts of an 8961 (sources.md other-phones §3.1); there is nothing to decrypt.</summary>
    private static void WriteEncryption(ref HeaderWriter header)
    {
        header.Tag(15, [0x5a, 0x1c, 0, 0]);
        header.Container(16, 72);
        header.Container(17, 28);
        header.Tag(18, [0]);
        header.Tag(19, new byte[16]);
        header.Tag(20, [0, 0]);
        header.Tag(26, new byte[38]);
    }

    private static byte[] Padded(string text, int length)
    {
        byte[] value = new byte[length];
        Encoding.ASCII.GetBytes(text, value.AsSpan(0, length - 1));
        return value;
    }

    private ref struct HeaderWriter(Span<byte> file)
    {
        private readonly Span<byte> _file = file;
        private int _at;

        internal void Tag(byte tag, scoped ReadOnlySpan<byte> value)
        {
            Container(tag, value.Length);
            value.CopyTo(_file[_at..]);
            _at += value.Length;
        }

        internal void Container(byte tag, int length)
        {
            _file[_at] = tag;
            BinaryPrimitives.WriteUInt16BigEndian(_file[(_at + 1)..], (ushort)length);
            _at += 3;
        }

        internal void PadTo(int headerLength)
        {
            _file[_at..headerLength].Fill(0x0d);
            _at = headerLength;
        }
    }
}
