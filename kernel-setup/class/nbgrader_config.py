# For a course of TypeScript notebooks: put it into the course's folder, beside source/.
c = get_config()  # noqa: F821 -- nbgrader defines it

c.CourseDirectory.course_id = "unrolled"

# What stands in a student's copy where the solution stood; a cell left so counts as an error.
c.ClearSolutions.code_stub = {"typescript": '// YOUR CODE HERE\nthrow new Error("not answered yet");'}

# Seconds for a cell: training takes longer than nbgrader's 30.
c.ExecutePreprocessor.timeout = 180
