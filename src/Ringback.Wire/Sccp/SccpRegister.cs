using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Ringback.Wire.Sccp;

/// <summary>
/// The payload by which a phone registers. sources.md 7940-7960 section 7.1; numbers little-endian, address in
/// network order.
/// <code>
///   0                16         20         24         28
///  +----------------+----------+----------+----------+-------------+
///  | device name    | user id  | instance | IPv4     | device type |
///  +----------------+----------+----------+----------+-------------+
///   32            36               40                 41         44
///  +-------------+----------------+------------------+----------+
///  | max streams | active streams | protocol version | features |
///  +-------------+----------------+------------------+----------+
///   44         48            52       64           68
///  +----------+-------------+--------+------------+
///  | max conf | active conf | MAC    | IPv4 scope |               a 7940/60 with load 8.1.2 ends here
///  +----------+-------------+--------+------------+
///   68         72     88           92                     124
///  +----------+------+------------+----------------------+
///  | max lines| IPv6 | IPv6 scope | load information     |        later phones
///  +----------+------+------------+----------------------+
/// </code>
/// Old loads send less: only the name is a must, and what is missing is null.
/// </summary>
public sealed record SccpRegister
{
    private const int NameLength = 16;
    private const int AddressAt = 24;
    private const int DeviceTypeAt = 28;
    private const int ProtocolVersionAt = 40;
    private const int LengthOf7960 = 68;
    private const int LoadAt = 92;
    private const int LoadLength = 32;

    /// <summary>The phone's name: <c>SEP</c> and its MAC address.</summary>
    public required string DeviceName { get; init; }

    /// <summary>The address that the phone believes it has; null when the payload ends before it.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>7 is a 7960, 8 a 7940; null when the payload ends before it.</summary>
    public uint? DeviceType { get; init; }

    /// <summary>The highest protocol version that the phone speaks; 0 when it does not say.</summary>
    public byte ProtocolVersion { get; init; }

    /// <summary>The running load, which only later phones state here; a 7940/60 states it in its alarm.</summary>
    public string? LoadInformation { get; init; }

    /// <summary>Reads the payload of a <see cref="SccpMessageId.Register"/>.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> payload, [NotNullWhen(true)] out SccpRegister? register, out SccpMalformation why)
    {
        register = null;
        why = SccpMalformation.None;
        if (payload.Length < NameLength)
        {
            why = SccpMalformation.PayloadCut;
            return false;
        }

        ReadOnlySpan<byte> name = SccpText.UntilNul(payload[..NameLength]);
        if (name.IsEmpty) why = SccpMalformation.NameEmpty;
        else if (!SccpText.IsPrintable(name)) why = SccpMalformation.NameNotText;
        if (why != SccpMalformation.None) return false;

        register = new SccpRegister
        {
            DeviceName = SccpText.Read(name),
            Address = payload.Length >= AddressAt + 4 ? new IPAddress(payload.Slice(AddressAt, 4)) : null,
            DeviceType = payload.Length >= DeviceTypeAt + 4
                ? BinaryPrimitives.ReadUInt32LittleEndian(payload[DeviceTypeAt..])
                : null,
            ProtocolVersion = payload.Length > ProtocolVersionAt ? payload[ProtocolVersionAt] : (byte)0,
            LoadInformation = ReadLoad(payload),
        };
        return true;
    }

    /// <summary>
    /// Writes the payload as a simulated phone sends it: 68 bytes with the fixed values of a 7960 with load 8.1.2, or
    /// 124 bytes when there is a <see cref="LoadInformation"/>. What is null is written as zero.
    /// </summary>
    public byte[] Write()
    {
        byte[] payload = new byte[LoadInformation is null ? LengthOf7960 : LoadAt + LoadLength];
        SccpText.Write(payload.AsSpan(0, NameLength), DeviceName);
        BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(20), 1);
        if (Address is not null && Address.TryWriteBytes(payload.AsSpan(AddressAt), out int written) && written != 4)
            payload.AsSpan(AddressAt, written).Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(DeviceTypeAt), DeviceType ?? 0);
        payload[ProtocolVersionAt] = ProtocolVersion;
        payload[42] = 0x60;
        payload[43] = 0x85;
        if (LoadInformation is not null) SccpText.Write(payload.AsSpan(LoadAt, LoadLength), LoadInformation);
        return payload;
    }

    private static string? ReadLoad(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < LoadAt + LoadLength) return null;
        string load = SccpText.Read(payload.Slice(LoadAt, LoadLength));
        return load.Length == 0 ? null : load;
    }
}
