using System.Buffers.Binary;

namespace Ringback.Fuzz;

/// <summary>
/// Bytes that say what happens to a machine, step by step. Behind the end everything is zero, so that any bytes are
/// some script.
/// </summary>
/// <param name="bytes">The bytes.</param>
internal ref struct Script(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>True when nothing more happens.</summary>
    internal readonly bool IsOver => _rest.IsEmpty;

    /// <summary>A byte.</summary>
    internal byte Byte()
    {
        if (_rest.IsEmpty) return 0;
        byte first = _rest[0];
        _rest = _rest[1..];
        return first;
    }

    /// <summary>A number of two bytes, the high one first.</summary>
    internal ushort Number() => (ushort)(Byte() << 8 | Byte());

    /// <summary>Bytes with their number before them, or what is left of them.</summary>
    internal ReadOnlySpan<byte> Bytes()
    {
        int length = Math.Min(Number(), _rest.Length);
        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    /// <summary>All that is left.</summary>
    internal ReadOnlySpan<byte> Rest()
    {
        ReadOnlySpan<byte> all = _rest;
        _rest = [];
        return all;
    }

    /// <summary>A step that <see cref="Bytes"/> reads.</summary>
    internal static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        byte[] step = new byte[bytes.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(step, (ushort)bytes.Length);
        bytes.CopyTo(step.AsSpan(2));
        return step;
    }
}
