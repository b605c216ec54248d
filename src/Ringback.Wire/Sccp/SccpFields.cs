using System.Buffers.Binary;
using System.Net;

namespace Ringback.Wire.Sccp;

/// <summary>Writes the fields of a payload one after the other; numbers little-endian, addresses as they are.</summary>
internal ref struct SccpFields
{
    private readonly byte[] _payload;
    private int _at;

    /// <param name="length">The length of the payload; what is not written is zero.</param>
    internal SccpFields(int length)
    {
        _payload = new byte[length];
        _at = 0;
    }

    internal void Number(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_payload.AsSpan(_at), value);
        _at += 4;
    }

    internal void Text(string text, int length)
    {
        SccpText.Write(_payload.AsSpan(_at, length), text);
        _at += length;
    }

    /// <summary>Four bytes of an address; zero for one of IPv6, which these messages cannot carry.</summary>
    internal void Address(IPAddress address)
    {
        Span<byte> field = _payload.AsSpan(_at, 4);
        IPAddress v4 = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (v4.GetAddressBytes() is { Length: 4 } bytes) bytes.CopyTo(field);
        _at += 4;
    }

    internal void Skip(int bytes) => _at += bytes;

    internal readonly byte[] Frame(SccpMessageId id) => SccpFrame.Write(id, _payload);
}
