using Ringback.Catalogue.Problems;
using Ringback.Files.Lint;

namespace Ringback.Files.Tests.Lint;

/// <summary>What the linter does not say, or says once.</summary>
public sealed class LintNoiseTests
{
    [Theory]
    [InlineData("SIP001122AABBCC.cnf", "proxy1_port: ###PORT###\nline1_password: {{secret}}\n", 2)]
    [InlineData("SIP001122AABBCC.cnf", "image_version: ###LOAD###\n", 1)]
    [InlineData("SEP001122AABBCC.cnf.xml", "<device><loadInformation>###LOAD###</loadInformation></device>", 1)]
    public void A_template_is_noted_and_not_judged(string name, string content, int notes)
    {
        LintedFile file = LintSamples.Lint(name, content, LintSamples.Folder("P0S3-8-12-00.loads"));
        Assert.False(file.IsFaulty);
        Assert.Equal(notes, file.Findings.Count(f => f.Code == ProblemCode.ConfigPlaceholder));
    }

    [Fact]
    public void A_load_that_is_missing_is_told_once_in_a_file()
    {
        LintedFile file = LintSamples.Lint("XMLDefault.cnf.xml", LintSamples.Default, LintSamples.Folder("x.bin"));
        Assert.Equal(ProblemCode.LoadNotInFolder, Assert.Single(file.Findings).Code);
    }

    [Fact]
    public void A_web_page_in_the_place_of_a_configuration_is_one_finding()
    {
        LintedFile file = LintSamples.Lint(
            "SEP001122AABBCC.cnf.xml", "<!DOCTYPE html><html><body><p>Not found<br></body></html>");
        Problem finding = Assert.Single(file.Findings);
        Assert.Equal((ProblemCode.ConfigWrongRoot, ProblemSeverity.Error), (finding.Code, finding.Severity));
        Assert.Contains("web page", finding.Message);
    }

    [Theory]
    [InlineData("<device><servicesURL>http://a/?b=1&c=2</servicesURL></device>")]
    [InlineData("<device><servicesURL>http://a/?b & c</servicesURL></device>")]
    [InlineData("<device><servicesURL>http://a/?b&c</servicesURL></device>")]
    public void A_bare_ampersand_is_called_one(string content)
    {
        Problem finding = Assert.Single(LintSamples.Lint("SEP001122AABBCC.cnf.xml", content).Findings);
        Assert.Contains("&amp;", finding.Message);
    }

    [Fact]
    public void A_load_with_something_behind_it_is_one_finding()
    {
        LintedFile file = LintSamples.Lint("SIPDefault.cnf", "image_version: P0S3-8-12-00 x\n");
        Problem finding = Assert.Single(file.Findings);
        Assert.Equal((ProblemCode.ConfigBadLine, ProblemSeverity.Warning), (finding.Code, finding.Severity));
    }
}
