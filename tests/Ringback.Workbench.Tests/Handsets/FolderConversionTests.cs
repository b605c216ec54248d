using System.Net;
using Ringback.Catalogue;
using Ringback.Files.Profiles;
using Ringback.Simulation.Handsets;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Tests.Bench;

namespace Ringback.Workbench.Tests.Handsets;

/// <summary>
/// Phones of the other families against the running servers, with the files in a plain folder as a person would put
/// them there.
/// </summary>
public sealed class FolderConversionTests
{
    private const string Own = "gk000e84c060a6";

    [Theory]
    [InlineData("7941G", "SCCP41.8-5-2S", "SIP41.9-4-2SR3-1S")]
    [InlineData("7970G", "SIP70.8-3-3SR2S", "SCCP70.8-5-2S")]
    [InlineData("7906G", "SCCP11.8-3-3SR2S", "SIP11.9-4-2SR1-1S")]
    public async Task A_Java_phone_takes_the_set_that_its_own_file_names(string model, string from, string to)
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        Put(bench, to);
        await File.WriteAllTextAsync(Path.Combine(Root(bench), PracticeBench.Sep), JavaFile(bench, to),
            Deadline.Token);
        Assert.Equal(to, await RunAsync(bench, model, from));
    }

    [Theory]
    [InlineData("CP7912080004SCCP080108A", "CP7912080001SIP060412A")]
    [InlineData("CP7912080001SIP060412A", "CP7912080004SCCP080108A")]
    public async Task A_7912_takes_the_image_that_its_profile_names(string from, string to)
    {
        await using OpenBench bench = await OpenBench.StartAsync();
        Put(bench, to);
        string text = $"""
            #txt
            upgradecode:3,0x601,0x0400,0x0100,0.0.0.0,69,0x060412a,{to}.sbin
            Proxy:127.0.0.1
            OutBoundProxy:127.0.0.1:{bench.EndPoint("sip").Port}
            UID:7175
            """;
        ProfileCompilation compiled = ProfileCompiler.Compile(
            ProfileText.Read("profile.txt", System.Text.Encoding.ASCII.GetBytes(text), _ => null),
            ProfileTags.BuiltIn, "profile.ex");
        Assert.Empty(compiled.Errors);
        await File.WriteAllBytesAsync(Path.Combine(Root(bench), Own), CompiledProfile.Write(compiled.Entries),
            Deadline.Token);
        Assert.Equal(to, await RunAsync(bench, "7912G", from));
    }

    private static string Root(OpenBench bench) => bench.Practice.Scratch["root"];

    private static void Put(OpenBench bench, string load)
    {
        Assert.True(PracticeFirmware.TryPackageOf(load, out IReadOnlyList<PracticeFile>? files, PracticeSizes.Small));
        PracticeLibrary.WriteFiles(Root(bench), files);
    }

    /// <summary>A file that suits both protocols.</summary>
    private static string JavaFile(OpenBench bench, string load) => $"""
        <device><deviceProtocol>SIP</deviceProtocol>
        <devicePool><callManagerGroup><members><member priority="0"><callManager><ports>
        <ethernetPhonePort>{bench.EndPoint("sccp").Port}</ethernetPhonePort>
        <sipPort>{bench.EndPoint("sip").Port}</sipPort>
        </ports><processNodeName>127.0.0.1</processNodeName></callManager></member></members></callManagerGroup>
        </devicePool>
        <sipProfile><sipLines><line button="1"><featureID>9</featureID><proxy>USECALLMANAGER</proxy>
        <name>1600</name></line></sipLines></sipProfile>
        <loadInformation>{load}</loadInformation></device>
        """;

    private static async Task<string?> RunAsync(OpenBench bench, string model, string from)
    {
        PhoneModel known = PhoneCatalogue.BuiltIn.Find(model)!;
        await using Handset phone = new(new HandsetOptions
        {
            Mac = PracticeBench.Mac,
            Model = known,
            Flash = HandsetFlash.Running(known, from),
            Tftp = new IPEndPoint(IPAddress.Loopback, bench.EndPoint("tftp").Port),
            SccpPort = bench.EndPoint("sccp").Port,
            SipPort = bench.EndPoint("sip").Port,
            HttpPort = null,
            Speed = 1000,
            Repeat = TimeSpan.FromMilliseconds(500),
        });
        return await phone.RunAsync(6, Deadline.Token);
    }
}
