using System.Text;
using Ringback.Files.Profiles;
using Ringback.Simulation.Tests.Lan;

namespace Ringback.Simulation.Tests.Handsets;

/// <summary>Configuration files as a bench would write them.</summary>
internal static class PhoneFiles
{
    /// <summary>A SEP file for an SCCP load.</summary>
    internal static byte[] Sccp(string? load = null) => Bytes($"""
        <device><devicePool><callManagerGroup><members><member priority="0"><callManager>
        <ports><ethernetPhonePort>{LanRegistrars.SccpPort}</ethernetPhonePort></ports>
        <processNodeName>192.0.2.1</processNodeName>
        </callManager></member></members></callManagerGroup></devicePool>
        <loadInformation>{load}</loadInformation></device>
        """);

    /// <summary>A SEP file for a SIP load, without <c>ethernetPhonePort</c>.</summary>
    internal static byte[] Sip(string? load = null) => Bytes($"""
        <device><deviceProtocol>SIP</deviceProtocol><devicePool><callManagerGroup><members><member priority="0">
        <callManager><ports><sipPort>{LanRegistrars.SipPort}</sipPort></ports>
        <processNodeName>192.0.2.1</processNodeName></callManager></member></members></callManagerGroup></devicePool>
        <sipProfile><sipLines><line button="1"><featureID>9</featureID><proxy>USECALLMANAGER</proxy>
        <name>1600</name></line></sipLines></sipProfile>
        <loadInformation>{load}</loadInformation></device>
        """);

    /// <summary>A file of one load and nothing else.</summary>
    internal static byte[] Xml(string element, string load) => Bytes($"<x><{element}>{load}</{element}></x>");

    /// <summary>A SIP or MGCP configuration of a 7940 or 7960.</summary>
    internal static byte[] Cnf(string load) => Bytes($"""
        image_version: {load}
        proxy1_address: 192.0.2.1
        proxy1_port: {LanRegistrars.SipPort}
        line1_name: 1600

        """);

    /// <summary>A compiled profile.</summary>
    internal static byte[] Profile(params string[] settings)
    {
        byte[] text = Bytes("#txt\n" + string.Join('\n', settings) + "\n");
        ProfileCompilation compiled = ProfileCompiler.Compile(
            ProfileText.Read("profile.txt", text, _ => null), ProfileTags.BuiltIn, "profile.ex");
        Assert.Empty(compiled.Errors);
        return CompiledProfile.Write(compiled.Entries);
    }

    /// <summary>A copy with its last byte changed.</summary>
    internal static byte[] Damaged(byte[] content) => [.. content[..^1], (byte)(content[^1] ^ 0x20)];

    internal static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
