"""What was checked, for programs that show findings: SARIF for editors and code hosts, JUnit for build servers."""
