using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Asking;

/// <summary><c>ringback explain</c> as it is typed and piped into.</summary>
public sealed class ExplainTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Theory]
    [InlineData("stray-character-in-name", """
        Connection received from 192.0.2.40 on port 50232 [20/12 03:25:25.148]
        Read request for file <P0S30203\r.bin>. Mode octet [20/12 03:25:25.148]
        File <P0S30203\r.bin> : error 2 in system call CreateFile No such file. [20/12 03:25:25.148]
        """)]
    [InlineData("server-rewrites-name", """
        Dec 20 03:25:25 pbx in.tftpd[1]: RRQ from 192.0.2.40 filename P0030801SR02.loads remapped to 7940/P0030801SR
        Dec 20 03:25:25 pbx in.tftpd[1]: sending NAK (1, File not found) to 192.0.2.40
        """)]
    [InlineData("misspelled-load-name", """
        Dec 20 03:25:25 pi dnsmasq-tftp[8]: file /srv/tftp/P0S3-08-12-00.loads not found for 192.0.2.40
        """)]
    public async Task Logs_of_servers_are_explained_from_standard_input_as_from_a_file(string code, string log)
    {
        await File.WriteAllTextAsync(_folder["server.log"], log + "\n", TestContext.Current.CancellationToken);
        Finished named = (await RingbackProgram.RunAsync("explain", _folder["server.log"], "--json")).Expect(1);
        Finished piped = (await PipedAsync("server.log", "--json")).Expect(1);
        Assert.All([named, piped], said => Assert.Equal(code, said.Json.GetProperty("phones")[0]
            .GetProperty("findings")[0].GetProperty("code").GetString()));
        // What is piped cannot be read again, and is quoted all the same.
        Assert.Contains("seen:  line ", (await PipedAsync("server.log")).Expect(1).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_capture_is_explained_from_standard_input()
    {
        await File.WriteAllBytesAsync(_folder["boot.pcap"], Capture(), TestContext.Current.CancellationToken);
        Finished piped = await PipedAsync("boot.pcap", "--json");
        JsonElement source = piped.Json.GetProperty("source");
        Assert.Equal(("pcap", 1), (source.GetProperty("format").GetString(), source.GetProperty("lines").GetInt32()));
        JsonElement phone = Assert.Single(piped.Json.GetProperty("phones").EnumerateArray());
        Assert.Equal("000E84C060A6", phone.GetProperty("mac").GetString());
    }

    public void Dispose() => _folder.Dispose();

    private Task<Finished> PipedAsync(string file, string option = "") => Command.RunAsync("/bin/sh", "-c",
        $"dotnet '{RingbackProgram.FullPath}' explain - {option} < '{_folder[file]}'");

    /// <summary>One frame: a phone asks for its file by TFTP.</summary>
    private static byte[] Capture()
    {
        byte[] question = Encoding.ASCII.GetBytes("\0\u0001SEP000E84C060A6.cnf.xml\0octet\0");
        byte[] frame = new byte[14 + 20 + 8 + question.Length];
        Convert.FromHexString("020000000001" + "000E84C060A6" + "0800").CopyTo(frame, 0);
        Convert.FromHexString("45000000" + "00000000" + "40110000" + "C0000228" + "C0000201").CopyTo(frame, 14);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(16), (ushort)(frame.Length - 14));
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(34), 50_000);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(36), 69);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(38), (ushort)(8 + question.Length));
        question.CopyTo(frame, 42);
        byte[] head = new byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(head, 1_773_480_413);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), frame.Length);
        return
        [
            .. Convert.FromHexString("D4C3B2A1020004000000000000000000FFFF000001000000"), .. head, .. frame,
        ];
    }
}
