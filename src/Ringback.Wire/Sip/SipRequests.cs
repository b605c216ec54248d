using System.Globalization;
using System.Net;
using System.Text;

namespace Ringback.Wire.Sip;

/// <summary>What a simulated phone says in its REGISTER.</summary>
public sealed record SipRegisterRequest
{
    /// <summary>The MAC address as twelve hexadecimal digits.</summary>
    public required string Mac { get; init; }

    /// <summary>The model as the User-Agent has it.</summary>
    public string Model { get; init; } = "7960G";

    /// <summary>Cisco's number for the model: 7 a 7960, 8 a 7940.</summary>
    public int DeviceTypeNumber { get; init; } = 7;

    /// <summary>The version in the User-Agent: <c>8.0</c> of every 8.x load, <c>7.5</c> of that one.</summary>
    public string UserAgentVersion { get; init; } = "8.0";

    /// <summary>The phone's address and the port on which it listens.</summary>
    public required IPEndPoint Local { get; init; }

    /// <summary>The registrar's host, with a port when it is not 5060.</summary>
    public required string Registrar { get; init; }

    /// <summary>The name of the line.</summary>
    public required string User { get; init; }

    /// <summary>The number of the request; a 7940/60 begins at 101.</summary>
    public uint CSeq { get; init; } = 101;

    /// <summary>For how many seconds; 0 takes leave.</summary>
    public uint Expires { get; init; } = 120;

    /// <summary>
    /// What follows the MAC in the Call-ID: a counter and two random numbers. Fixed, so that a run can be repeated;
    /// give each phone its own when they must differ in more than their MAC.
    /// </summary>
    public string CallIdTail { get; init; } = "0002-3cf23940-64dcadcc";

    /// <summary>What follows the MAC in the tag of From: a counter and two random numbers, fixed as above.</summary>
    public string TagTail { get; init; } = "0002421e8cdc-0e061182";

    /// <summary>The transaction: <c>z9hG4bK</c> and a number. Null takes one from <see cref="CSeq"/>.</summary>
    public string? Branch { get; init; }
}

/// <summary>The requests of a simulated phone.</summary>
public static class SipRequests
{
    /// <summary>
    /// A REGISTER with the headers, their order and their spelling of a 7960G with load 8.12 (sources.md 7940-7960
    /// section 7.2).
    /// </summary>
    /// <exception cref="ArgumentException">The MAC address is not twelve hexadecimal digits.</exception>
    public static byte[] Register(SipRegisterRequest request)
    {
        string mac = request.Mac.ToLowerInvariant();
        if (mac.Length != 12 || !mac.All(char.IsAsciiHexDigit))
            throw new ArgumentException($"'{request.Mac}' is not twelve hexadecimal digits.", nameof(request));

        CultureInfo invariant = CultureInfo.InvariantCulture;
        string branch = request.Branch ?? "z9hG4bK" + request.CSeq.ToString("x8", invariant);
        StringBuilder text = new();
        text.Append(invariant, $"REGISTER sip:{request.Registrar} SIP/2.0\r\n");
        text.Append(invariant, $"Via: SIP/2.0/UDP {request.Local};branch={branch}\r\n");
        text.Append(invariant, $"From: <sip:{request.User}@{request.Registrar}>;tag={mac}{request.TagTail}\r\n");
        text.Append(invariant, $"To: <sip:{request.User}@{request.Registrar}>\r\n");
        text.Append(invariant, $"Call-ID: {mac[..8]}-{mac[8..]}{request.CallIdTail}@{request.Local.Address}\r\n");
        text.Append("Max-Forwards: 70\r\n");
        text.Append(invariant, $"CSeq: {request.CSeq} REGISTER\r\n");
        text.Append(invariant, $"User-Agent: Cisco-CP{request.Model}/{request.UserAgentVersion}\r\n");
        text.Append(invariant, $"Contact: <sip:{request.User}@{request.Local};user=phone;transport=udp>");
        text.Append(invariant, $";+sip.instance=\"<urn:uuid:00000000-0000-0000-0000-{mac}>\"");
        text.Append(invariant, $";+u.sip!model.ccm.cisco.com=\"{request.DeviceTypeNumber}\"\r\n");
        text.Append("Content-Length: 0\r\n");
        text.Append(invariant, $"Expires: {request.Expires}\r\n\r\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
