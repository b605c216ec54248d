using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ringback.Simulation.Practice;

/// <summary>The container of the 78xx and 88xx around a payload: a right digest and an empty signature.</summary>
/// <remarks>sources.md other-phones §3.7.</remarks>
internal static class PracticeSeal
{
    private const int NameOffset = 0x38;
    private const int SignatureLength = 256;

    internal static byte[] Wrap(string fileName, ReadOnlySpan<byte> payload)
    {
        int header = NameOffset + ((fileName.Length + 4) / 4 * 4) + SignatureLength;
        byte[] file = new byte[header + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(file, 0xAB12_34CD);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(0x04), header);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(0x0c), payload.Length);
        SHA256.HashData(payload, file.AsSpan(0x14));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(0x34), fileName.Length + 1);
        Encoding.ASCII.GetBytes(fileName, file.AsSpan(NameOffset));
        payload.CopyTo(file.AsSpan(header));
        return file;
    }
}
