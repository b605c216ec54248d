using System.Text;
using Ringback.Files.Firmware;

namespace Ringback.Files.Tests.Firmware;

public sealed class LoadsManifestTests
{
    private const string Sip = "P003-8-12-00.sbn\nP0S3-8-12-00.sb2\nLA_VERSION=PAS30830\n";

    [Theory]
    [InlineData(Sip)]
    [InlineData("P003-8-12-00.sbn\r\nP0S3-8-12-00.sb2\r\nLA_VERSION=PAS30830\r\n")]
    [InlineData("P003-8-12-00.sbn  \r\nP0S3-8-12-00.sb2\t \r\nLA_VERSION=PAS30830 \r\n")]
    [InlineData("P003-8-12-00.sbn\n\nP0S3-8-12-00.sb2\nLA_VERSION=PAS30830")]
    [InlineData("P003-8-12-00.sbn\nP0S3-8-12-00.sb2\nLA_VERSION=PAS30830\n\0")]
    public void Line_ends_and_trailing_blanks_do_not_matter(string text)
    {
        LoadsManifest manifest = Read(text);
        Assert.Equal("P003-8-12-00", manifest.Loader.Text);
        Assert.Equal("P0S3-8-12-00", manifest.Application.Text);
        Assert.Equal("PAS30830", manifest.LaVersion);
        Assert.Equal(("P003-8-12-00.sbn", "P0S3-8-12-00.sb2"), (manifest.LoaderFile, manifest.ApplicationFile));
    }

    [Fact]
    public void Sccp_loader_has_the_name_of_the_application()
    {
        LoadsManifest manifest = Read("P0030801SR02.sbn\nP0030801SR02.sb2\nLA_VERSION=PAS30831\n");
        Assert.Equal(manifest.Loader, manifest.Application);
    }

    [Fact]
    public void Versions_in_the_list_need_not_agree()
    {
        LoadsManifest manifest = Read("P003-08-11-00.sbn\nP0S3-8-12-00.sb2\nLA_VERSION=PAS30830\n");
        Assert.Equal("P003-08-11-00", manifest.Loader.Text);
    }

    [Theory]
    [InlineData("# RELEASE load version 8-5-4TH1-6\r\njar41sip.8-5-4TH1-6.sbn\r\n")]
    [InlineData("jar41sip.8-5-4TH1-6.sbn \r\ncnu41.8-5-4TH1-6.sbn\r\napps41.8-5-4TH1-6.sbn\r\n")]
    [InlineData("#? HW_REV 1\nAPPSH-1.4.8.4.SBN\n")]
    [InlineData("[CISCO-ID]\nsip8961.9-4-2.sebn\n")]
    [InlineData("<AutoUpdateManifest></AutoUpdateManifest>")]
    [InlineData("P00405000700.sbn\nP00405000700.sb2\nLA_VERSION=PA04Z031\n")]
    [InlineData("P003-8-12-00.sbn\nP003-8-12-00.sb2\nLA_VERSION=PAS30830\n")]
    public void List_of_other_phones_is_told_apart(string text) =>
        Assert.Equal(ManifestFault.OtherFamily, Fault(text));

    [Theory]
    [InlineData("", ManifestFault.Empty)]
    [InlineData(" \r\n\r\n", ManifestFault.Empty)]
    [InlineData("P0S3-8-12-00.sb2\nLA_VERSION=PAS30830\n", ManifestFault.LoaderMissing)]
    [InlineData("P003-8-12-00.sbn\nLA_VERSION=PAS30830\n", ManifestFault.ApplicationMissing)]
    [InlineData("P003-8-12-00.sbn\nP0S3-8-12-00.sb2\n", ManifestFault.LoaderVersionMissing)]
    [InlineData("P003-8-12-00.sbn\nP0S3-8-12-00.sb2\nLA_VERSION=PAS308", ManifestFault.LoaderVersionMissing)]
    [InlineData("P003-8-12-00.sbn\0\x01\n", ManifestFault.NotText)]
    public void Fault_is_named(string text, ManifestFault expected) => Assert.Equal(expected, Fault(text));

    [Fact]
    public void Every_prefix_but_the_last_line_end_is_refused()
    {
        for (int length = 0; length < Sip.Length - 1; length++)
            Assert.NotEqual(ManifestFault.None, Fault(Sip[..length]));
        Assert.Equal(ManifestFault.None, Fault(Sip[..^1]));
    }

    private static LoadsManifest Read(string text)
    {
        Assert.True(LoadsManifest.TryRead(Encoding.ASCII.GetBytes(text), out LoadsManifest? manifest, out _));
        return manifest;
    }

    private static ManifestFault Fault(string text)
    {
        bool read = LoadsManifest.TryRead(Encoding.ASCII.GetBytes(text), out _, out ManifestFault why);
        Assert.Equal(read, why is ManifestFault.None);
        return why;
    }
}
